package vit2rtl.golden.vit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.kernel.library.Kernel;

/** Float blocks by the native kernel: every bit of every tensor as in plain Java, also where numbers overflow or are none. */
@Execution(ExecutionMode.CONCURRENT)
class NativeFloatsTest {
  @TempDir
  Path folder;

  /** Bits of a tensor; all that is not a number is the same. */
  private record Seen(String name, int rows, int columns, int[] bits) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Seen s && name.equals(s.name) && rows == s.rows && columns == s.columns
          && Arrays.equals(bits, s.bits);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  @ParameterizedTest
  @CsvSource({"4,2,8,2,16,0.3", "6,2,12,3,21,1", "12,2,40,5,70,4", "20,4,64,2,130,40", "6,2,12,3,21,1e12", "4,2,8,2,16,1e25"})
  void everyTensorHasTheBitsOfTheDefinition(int side, int patch, int width, int heads, int hidden, float size) {
    assumeTrue(Kernel.isChosen() && Kernel.hasFloats(), "there is no native kernel with floats");
    VitShape shape = new VitShape(side, patch, 1, width, 2, heads, hidden, 3, Distillation.NONE, QkvBias.PRESENT);
    VitCheckpoint checkpoint = new TestCheckpoint(shape).random(side + width).times(size).open(folder);
    byte[] pixels = new byte[side * side];
    new Random(hidden).nextBytes(pixels);
    Image image = new Image(1, side, side, pixels);
    List<Seen> definition = tensors(new FloatVit(checkpoint, new ScalarFloatProduct()), image);
    List<Seen> fast = tensors(new FloatVit(checkpoint), image);
    assertEquals(definition.stream().map(Seen::name).toList(), fast.stream().map(Seen::name).toList());
    for (int i = 0; i < definition.size(); i++) {
      assertEquals(definition.get(i), fast.get(i), definition.get(i).name());
    }
    assertTrue(fast.stream().anyMatch(seen -> seen.name.equals("blocks.1.mlp.gelu")));
  }

  private static List<Seen> tensors(FloatVit network, Image image) {
    List<Seen> seen = new ArrayList<>();
    network.logits(image, (name, values, rows, columns) -> {
      int[] bits = new int[values.length];
      Arrays.setAll(bits, i -> Float.floatToIntBits(values[i]));
      seen.add(new Seen(name, rows, columns, bits));
    });
    return seen;
  }
}
