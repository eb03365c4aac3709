package vit2rtl.golden.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.SharedFiles;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.layernorm.LayerNorm;
import vit2rtl.golden.layernorm.LayerNormCompiler;
import vit2rtl.golden.layernorm.LayerNormFloat;

/** The three LayerNorms of the float64 simulation, beside the integer one and beside the reference's vectors. */
class Float64NormTest {

  /**
   * The constants of the graph are rounded (17 bits of γ, 12 fraction bits of β), the vectors' are not: single codes
   * may differ. The reference's quantisers move 0.5 to 4.8 % of a real root's codes.
   */
  @ParameterizedTest
  @ValueSource(strings = {"C96_L65_0", "C192_L197_1", "C192_L197_2", "C384_L50_3", "C768_L49_4", "C1024_L16_5"})
  void followTheReferenceVectors(String name) {
    SafeTensors file = SafeTensors.open(SharedFiles.require("vectors/layernorm_" + name + ".safetensors"));
    LayerNormFloat layer = new LayerNormFloat(CodeFormat.UINT8, file.tensor("scale_in").doubles()[0],
        file.tensor("zp_in").ints()[0], file.tensor("alpha").ints(), file.tensor("gamma").doubles(),
        file.tensor("beta").doubles(), 1e-6, CodeFormat.UINT8, file.tensor("scale_out").doubles()[0],
        file.tensor("zp_out").ints()[0]);
    int[] q = file.tensor("q_in").ints();
    assertEquals(0, differing(integer(layer, q), simulated(layer, q, Float64NormQuantisers::quantised)));
    long real = differing(file.tensor("q_out_float").ints(), simulated(layer, q, Float64Norm::realRoot));
    assertTrue(real <= 0.0005 * q.length, real + " of " + q.length + " differ from float64");
    long reference = differing(file.tensor("q_out_fqvit_int").ints(), simulated(layer, q, Float64ReferenceNorm::row));
    assertTrue(reference <= 0.001 * q.length, reference + " of " + q.length + " differ from the reference");
  }

  /** Every second row has all channels equal, so no variance; ε may be nothing beside it. */
  @ParameterizedTest
  @CsvSource({"1,8,0,1e-6", "3,4,7,0", "64,8,3,1e-6", "192,8,5,0", "197,6,7,0.01", "768,8,5,1e-6", "4096,8,3,1e-6"})
  void quantisersAreTheIntegerNetworks(int channels, int bits, int maxAlpha, double epsilon) {
    Random random = new Random(channels);
    CodeFormat format = new CodeFormat(bits, CodeFormat.Sign.UNSIGNED);
    int zero = format.max() / 2;
    LayerNormFloat layer = new LayerNormFloat(format, 0.013, zero, random.ints(channels, 0, maxAlpha + 1).toArray(),
        random.doubles(channels, -2, 2).toArray(), random.doubles(channels, -1, 1).toArray(), epsilon,
        CodeFormat.INT8, 1 / 32.0, 3);
    int rows = Math.max(8, 200_000 / channels);
    int[] q = random.ints((long) rows * channels, 0, format.max() + 1).toArray();
    for (int row = 0; row < rows; row += 2) {
      Arrays.fill(q, row * channels, (row + 1) * channels, zero);
    }
    assertEquals(0, differing(integer(layer, q), simulated(layer, q, Float64NormQuantisers::quantised)));
  }

  private static long differing(int[] codes, double[] others) {
    return IntStream.range(0, codes.length).filter(i -> codes[i] != others[i]).count();
  }

  private static int[] integer(LayerNormFloat layer, int[] q) {
    return new LayerNorm(LayerNormCompiler.compile(layer)).apply(q);
  }

  private static double[] simulated(LayerNormFloat layer, int[] q, Float64Norm norm) {
    double[] scale = Arrays.stream(layer.alpha()).mapToDouble(a -> layer.scale() * Math.pow(2, a)).toArray();
    return norm.apply(LayerNormCompiler.compile(layer), new TensorGrid(layer.zeroPoint(), scale),
        Arrays.stream(q).asDoubleStream().toArray());
  }
}
