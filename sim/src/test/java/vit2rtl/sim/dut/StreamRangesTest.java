package vit2rtl.sim.dut;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Arcs of every length on the circle of 32-bit numbers, with elements at and around their ends and opposite of them. */
@Execution(ExecutionMode.CONCURRENT)
class StreamRangesTest {
  private static final int AROUND = 3;

  @Test
  void elementsLieWithinFromTheFirstToTheLast() {
    for (long span : List.of(0L, 1L, 255L, (1L << 31) - 2, (1L << 31) - 1, 1L << 31, (1L << 31) + 1, (1L << 32) - 2,
        (1L << 32) - 1)) {
      for (long first : List.of(0L, -1L, -128L, 5L, (long) Integer.MIN_VALUE, (long) Integer.MAX_VALUE, 1L << 30)) {
        for (long from : elements(first, span)) {
          // One element that does not fit among some that do.
          int[] row = {(int) first, (int) from, (int) (first + span)};
          assertEquals(Math.floorMod(from - first, 1L << 32) <= span,
              StreamRanges.liesWithin(row, (int) first, (int) (first + span)), first + " + " + span + ": " + from);
        }
      }
    }
  }

  private static List<Long> elements(long first, long span) {
    List<Long> elements = new ArrayList<>();
    for (long at : List.of(first, first + span, first + span / 2, first + (1L << 31), first + span + (1L << 31))) {
      for (long off = -AROUND; off <= AROUND; off++) {
        elements.add(at + off);
      }
    }
    return elements;
  }
}
