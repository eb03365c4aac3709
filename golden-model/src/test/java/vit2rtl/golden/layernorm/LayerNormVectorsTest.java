package vit2rtl.golden.layernorm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.SharedFiles;
import vit2rtl.golden.io.SafeTensors;

/** The reference vectors: float64 LayerNorm of dequantised codes, quantised. */
class LayerNormVectorsTest {

  @ParameterizedTest
  @ValueSource(strings = {"C96_L65_0", "C192_L197_1", "C192_L197_2", "C384_L50_3", "C768_L49_4", "C1024_L16_5"})
  void atMostOneApartAndRarely(String name) {
    SafeTensors file = SafeTensors.open(SharedFiles.require("vectors/layernorm_" + name + ".safetensors"));
    int[] expected = file.tensor("q_out_float").ints();
    int[] actual = new LayerNorm(LayerNormCompiler.compile(layer(file))).apply(file.tensor("q_in").ints());
    int different = 0;
    for (int i = 0; i < expected.length; i++) {
      assertTrue(Math.abs(expected[i] - actual[i]) <= 1, "element " + i + ": " + expected[i] + " / " + actual[i]);
      different += expected[i] == actual[i] ? 0 : 1;
    }
    assertTrue(different <= expected.length * 0.0005, different + " of " + expected.length + " differ");
  }

  private static LayerNormFloat layer(SafeTensors file) {
    return new LayerNormFloat(CodeFormat.UINT8, file.tensor("scale_in").doubles()[0], file.tensor("zp_in").ints()[0],
        file.tensor("alpha").ints(), file.tensor("gamma").doubles(), file.tensor("beta").doubles(), 1e-6,
        CodeFormat.UINT8, file.tensor("scale_out").doubles()[0], file.tensor("zp_out").ints()[0]);
  }
}
