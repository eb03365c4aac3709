package vit2rtl.golden.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;

class RequantizerTest {

  /** The rule once more in exact decimals: the floor of the value plus a half. */
  @Test
  void roundsHalfUpAndSaturates() {
    Random random = new Random(1);
    for (int i = 0; i < 50_000; i++) {
      int shift = random.nextInt(48);
      int multiplier = random.nextInt(1 << 16);
      int a = i % 3 == 0 ? random.nextInt(4096) - 2048 : random.nextInt();
      Requantizer requantizer = new Requantizer(new int[] {multiplier}, new int[] {shift}, 7, IntRange.signed(16));
      BigDecimal exact = new BigDecimal(a).multiply(new BigDecimal(multiplier))
          .divide(new BigDecimal(2).pow(shift)).add(new BigDecimal("0.5")).setScale(0, RoundingMode.FLOOR);
      long expected = Math.max(-32768, Math.min(32767, exact.longValueExact() + 7));
      assertEquals(expected, requantizer.columns(new int[] {a})[0], a + "*" + multiplier + ">>" + shift);
    }
  }

  @Test
  void eachColumnOrBlockHasItsChannel() {
    Requantizer requantizer = new Requantizer(new int[] {1, 3}, new int[] {0, 1}, 0, IntRange.signed(8));
    assertArrayEquals(new int[] {5, 8, -5, -7}, requantizer.columns(new int[] {5, 5, -5, -5}));
    int[] blocks = {5, -5, 5, -5};
    requantizer.blocks(blocks, 2);
    assertArrayEquals(new int[] {5, -5, 8, -7}, blocks);
  }

  @Test
  void reachIsWhereResultsLieBeforeSaturation() {
    Requantizer requantizer = new Requantizer(new int[] {1, 6}, new int[] {2, 1}, 10, IntRange.unsigned(8));
    assertEquals(new IntRange(-290, 310), requantizer.reach(new IntRange(-100, 100)));
  }

  @Test
  void refusesWhatHardwareCouldNotHold() {
    assertThrows(InputException.class, () -> new Requantizer(new int[] {1 << 16}, new int[] {0}, 0, IntRange.signed(8)));
    assertThrows(InputException.class, () -> new Requantizer(new int[] {1}, new int[] {48}, 0, IntRange.signed(8)));
    assertThrows(InputException.class, () -> new Requantizer(new int[] {1}, new int[] {}, 0, IntRange.signed(8)));
  }
}
