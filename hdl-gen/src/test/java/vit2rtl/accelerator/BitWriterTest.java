package vit2rtl.accelerator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers one above the other. */
class BitWriterTest {

  @Test
  void putsTheFirstLowest() {
    assertArrayEquals(new byte[] {(byte) 0b0110_1101, 0b1}, new BitWriter(9).put(5, 3).put(-3, 4).put(2, 2).bytes());
  }

  @Test
  void isTheSumOfShiftedNumbers() {
    Random random = new Random(1);
    for (int run = 0; run < 200; run++) {
      BitWriter writer = new BitWriter(300);
      BigInteger expected = BigInteger.ZERO;
      for (int at = 0; at < 230; ) {
        int width = 1 + random.nextInt(63);
        long value = random.nextLong() & (1L << width) - 1;
        writer.put(value, width);
        expected = expected.or(BigInteger.valueOf(value).shiftLeft(at));
        at += width;
      }
      byte[] big = writer.bytes();
      BigInteger found = BigInteger.ZERO;
      for (int i = 0; i < big.length; i++) {
        found = found.or(BigInteger.valueOf(big[i] & 0xFF).shiftLeft(8 * i));
      }
      assertEquals(expected, found);
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThrows(IllegalArgumentException.class, () -> new BitWriter(8).put(16, 4));
    assertThrows(IllegalArgumentException.class, () -> new BitWriter(8).put(-9, 4));
    assertThrows(IndexOutOfBoundsException.class, () -> new BitWriter(8).put(0, 8).put(1, 1));
    assertThrows(IllegalStateException.class, () -> new BitWriter(8).put(0, 8).put(0, 1).bytes());
  }
}
