package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class KeptElementsTest {

  private static void keeps(int size, int least, int span, int... elements) {
    int[] given = elements.clone();
    KeptElements kept = KeptElements.of(given, least, span);
    given[0] = 99;
    assertArrayEquals(elements, kept.elements());
    assertEquals(size * elements.length, kept.size());
    kept.elements()[0] = 98;
    assertArrayEquals(elements, kept.elements(), "nobody else has them");
  }

  @Test
  void takesAsFewBytesAsTheRangeAllows() {
    keeps(1, 0, 255, 0, 255, 128);
    keeps(1, -128, 255, -128, 127, 0, -1);
    keeps(1, -200, 255, -200, 55, -1);
    keeps(2, -128, 256, -128, 128);
    keeps(2, -32768, 65535, -32768, 32767, 0);
    keeps(2, 1000, 65535, 1000, 66535);
    keeps(4, -32768, 65536, -32768, 32768);
    keeps(4, Integer.MIN_VALUE, -1, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }
}
