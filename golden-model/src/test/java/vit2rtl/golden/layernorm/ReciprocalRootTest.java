package vit2rtl.golden.layernorm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class ReciprocalRootTest {

  /** r odd is nearest to t = 2^26/√m exactly when (r−1)²·m ≤ 2^52 ≤ (r+1)²·m, with the tie at the top going down. */
  @Test
  void isTheNearestOddIntegerForEveryMantissa() {
    BigInteger square = BigInteger.ONE.shiftLeft(52);
    for (int m = 1 << 18; m < 1 << 20; m++) {
      long r = ReciprocalRoot.of(m);
      assertTrue((r & 1) == 1 && r > 1 << 16 && r < 1 << 17, "r out of range at m = " + m);
      BigInteger below = BigInteger.valueOf((r - 1) * (r - 1)).multiply(BigInteger.valueOf(m));
      BigInteger above = BigInteger.valueOf((r + 1) * (r + 1)).multiply(BigInteger.valueOf(m));
      assertTrue(below.compareTo(square) < 0 && above.compareTo(square) >= 0, "not the nearest at m = " + m);
    }
  }

  @Test
  void endsOfTheRange() {
    assertEquals((1 << 17) - 1, ReciprocalRoot.of(1 << 18));
    assertThrows(IllegalArgumentException.class, () -> ReciprocalRoot.of((1 << 18) - 1));
    assertThrows(IllegalArgumentException.class, () -> ReciprocalRoot.of(1 << 20));
  }
}
