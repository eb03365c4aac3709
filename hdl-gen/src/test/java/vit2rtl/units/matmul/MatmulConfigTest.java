package vit2rtl.units.matmul;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.ops.LinearParams;
import vit2rtl.units.TableSource;

/** Where weights and biases lie, and what is refused. */
class MatmulConfigTest {
  private static final LinearParams LAYER = layer(5, 3, IntRange.unsigned(8));

  private static LinearParams layer(int inputs, int outputs, IntRange codes) {
    byte[] weights = new byte[inputs * outputs];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (byte) (i % 2 == 0 ? i + 1 : -i - 1);
    }
    return new LinearParams("layer", inputs, outputs, weights, new int[outputs], codes);
  }

  @Test
  void weightsLieInTheOrderOfTheCyclesThatNeedThem() {
    // Five inputs at a time are two words of four and one weights; outputs two at a time.
    MatmulConfig config = MatmulConfig.of(LAYER, 5, 2, TableSource.BAKED);
    assertEquals(2, config.tiles());
    assertArrayEquals(new long[] {
        bytes(1, -2, 3, -4), bytes(5), bytes(-6, 7, -8, 9), bytes(-10),
        bytes(11, -12, 13, -14), bytes(15), 0, 0}, config.weight().elements());
  }

  private static long bytes(int... weights) {
    long word = 0;
    for (int i = 0; i < weights.length; i++) {
      word |= (weights[i] & 0xFFL) << 8 * i;
    }
    return word;
  }

  /** Codes to 255 enter less 128; the sums of the weights are 3, -8 and 13. */
  @Test
  void biasesMakeUpForTheOffsetOfTheInputs() {
    assertArrayEquals(new long[] {128 * 3, 128 * -8, 128 * 13},
        MatmulConfig.of(LAYER, 2, 2, TableSource.BAKED).bias().elements());
    assertArrayEquals(new long[] {0, 0, 0},
        MatmulConfig.of(layer(5, 3, IntRange.signed(8)), 2, 2, TableSource.BAKED).bias().elements());
  }

  @Test
  void refusesWhatTheEngineCannotTake() {
    assertEquals("layer: input codes are 0 to 511; allowed: 8 bits, -128 to 127 or 0 to 255",
        refusal(() -> MatmulConfig.of(layer(5, 3, IntRange.unsigned(9)), 2, 2, TableSource.BAKED)));
    assertEquals("layer: sums can reach -6630 to 9945; the unit's are -512 to 511",
        refusal(() -> MatmulConfig.of(LAYER, 2, 2, TableSource.BAKED).withAccumulators(IntRange.signed(10))));
    MatmulConfig shared = MatmulConfig.of(LAYER, 2, 2, TableSource.LOADABLE);
    String shapes = "matmul: layers of one loadable unit differ in inputs, outputs or kind of codes: only layers of one"
        + " shape can share a unit";
    assertEquals(shapes, refusal(() -> shared.withLayer(layer(5, 4, IntRange.unsigned(8)))));
    assertEquals(shapes, refusal(() -> shared.withLayer(layer(5, 3, IntRange.signed(8)))));
    assertEquals("lanes is 65; allowed: 1 to 64",
        refusal(() -> MatmulConfig.of(LAYER, 2, 65, TableSource.BAKED)));
  }

  private static String refusal(Executable made) {
    return assertThrows(InputException.class, made).getMessage();
  }
}
