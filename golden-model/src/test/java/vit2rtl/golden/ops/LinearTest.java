package vit2rtl.golden.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;

class LinearTest {

  @Test
  void addsProductsAndBias() {
    Linear linear = new Linear(new LinearParams("l", 3, 2, new byte[] {1, -2, 3, -127, 127, 0}, new int[] {10, -20},
        IntRange.unsigned(8)), IntProducts.scalar());
    assertArrayEquals(new int[] {1 - 4 + 9 + 10, -127 + 254 - 20, 10, -20},
        linear.apply(new int[] {1, 2, 3, 0, 0, 0}, 2));
    assertEquals(new IntRange(-127 * 255 - 20, 127 * 255), linear.accumulator());
  }

  @Test
  void anAccumulatorThatCouldOverflowIsRefusedByName() {
    byte[] weights = new byte[40_000];
    Arrays.fill(weights, (byte) 127);
    InputException error = assertThrows(InputException.class, () -> new Linear(
        new LinearParams("blocks.3.mlp.fc2", weights.length, 1, weights, new int[1], IntRange.unsigned(16)),
        IntProducts.scalar()));
    assertTrue(error.getMessage().startsWith("blocks.3.mlp.fc2: the accumulator of output 0 can reach "),
        error.getMessage());
    assertThrows(InputException.class, () -> new Linear(new LinearParams("l", 1, 1, new byte[] {1},
        new int[] {Integer.MAX_VALUE}, IntRange.unsigned(8)), IntProducts.scalar()));
  }
}
