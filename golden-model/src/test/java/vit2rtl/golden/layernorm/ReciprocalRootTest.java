package vit2rtl.golden.layernorm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class ReciprocalRootTest {

  /** N is nearest to n/√a exactly when (2N − 1)²·a ≤ 4·n² < (2N + 1)²·a, halves going up. */
  @Test
  void nodesAreTheNearestIntegers() {
    BigInteger square = BigInteger.valueOf((1 << 26) - (1 << 9)).pow(2).shiftLeft(2);
    for (int a : nodes()) {
      BigInteger low = BigInteger.valueOf(2L * node(a) - 1).pow(2).multiply(BigInteger.valueOf(a));
      BigInteger high = BigInteger.valueOf(2L * node(a) + 1).pow(2).multiply(BigInteger.valueOf(a));
      assertTrue(low.compareTo(square) <= 0 && square.compareTo(high) < 0, "node at a = " + a);
    }
  }

  /** Between two nodes r is the exact straight line, rounded half up: for every mantissa, by a division of integers. */
  @Test
  void followsTheChordsBetweenNodes() {
    int[] nodes = nodes();
    for (int i = 0; i + 1 < nodes.length; i++) {
      long low = node(nodes[i]);
      long fall = low - node(nodes[i + 1]);
      long width = nodes[i + 1] - nodes[i];
      for (int m = nodes[i]; m < nodes[i + 1]; m++) {
        long twice = 2 * (low * width - fall * (m - nodes[i]));
        assertEquals(Math.floorDiv(twice + width, 2 * width), ReciprocalRoot.of(m), "at m = " + m);
      }
    }
  }

  @Test
  void staysWithinTheStatedErrorForEveryMantissa() {
    double bias = 0;
    double size = 0;
    for (int m = 1 << 18; m < 1 << 20; m++) {
      int r = ReciprocalRoot.of(m);
      double exact = Math.scalb(1.0, 26) / Math.sqrt(m);
      double error = (r - exact) / exact;
      assertTrue(r >= 1 << 16 && r < 1 << 17 && Math.abs(error) < Math.pow(2, -15.5), "r = " + r + " at m = " + m);
      bias += error;
      size += Math.abs(error);
    }
    assertEquals(Math.pow(2, -17.5), size / (3 << 18), 1e-6);
    assertTrue(Math.abs(bias / (3 << 18)) < Math.pow(2, -21), "bias " + bias / (3 << 18));
  }

  @Test
  void endsOfTheRange() {
    assertEquals((1 << 17) - 1, ReciprocalRoot.of(1 << 18));
    assertThrows(IllegalArgumentException.class, () -> ReciprocalRoot.of((1 << 18) - 1));
    assertThrows(IllegalArgumentException.class, () -> ReciprocalRoot.of(1 << 20));
  }

  /** Starts of all segments, and the end of the last. */
  private static int[] nodes() {
    int[] nodes = new int[129];
    for (int i = 0; i < 64; i++) {
      nodes[i] = (1 << 18) + i * (1 << 12);
      nodes[64 + i] = (1 << 19) + i * (1 << 13);
    }
    nodes[128] = 1 << 20;
    return nodes;
  }

  private static int node(int a) {
    return a < 1 << 20 ? ReciprocalRoot.of(a) : ReciprocalRoot.bases()[127] - ReciprocalRoot.slopes()[127];
  }
}
