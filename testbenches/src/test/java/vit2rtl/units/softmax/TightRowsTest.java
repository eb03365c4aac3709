package vit2rtl.units.softmax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.golden.softmax.LogIntSoftmax;
import vit2rtl.units.Loadable;

class TightRowsTest {
  private static final int DRAWS = 40;

  private static SoftmaxConfig unit(String line) {
    return (SoftmaxConfig) Loadable.unit("softmax", line);
  }

  /** One more or one less, and a code is another. */
  @ParameterizedTest
  @ValueSource(strings = {"length=13 score-bits=4 bits=4", "length=2 score-bits=4 bits=4", "length=13 score-bits=8 bits=4",
      "length=13 score-bits=4 bits=5 base=sqrt-two"})
  void theLastExponentialDecidesACode(String line) {
    SoftmaxConfig unit = unit(line);
    int rows = 0;
    for (int i = 0; i < DRAWS; i++) {
      Random random = new Random(i);
      TightRows tight = TightRows.drawn(unit, random);
      long[] e = tight.exponentials();
      Arrays.stream(e).forEach(each -> assertTrue(each >= 1 && unit.format().holds(each), () -> "" + each));
      for (int[] row : tight.distances()) {
        long[] more = e.clone();
        more[row[0]]++;
        long[] less = e.clone();
        less[row[0]]--;
        int[] codes = codes(unit, e, row);
        assertTrue(!Arrays.equals(codes, codes(unit, more, row))
            || e[row[0]] > 1 && !Arrays.equals(codes, codes(unit, less, row)), Arrays.toString(row));
      }
      rows += tight.distances().size();
      if (!tight.isEmpty()) {
        int[] row = tight.row(random);
        assertTrue(Arrays.stream(row).allMatch(q -> q >= 0 && q < e.length), () -> Arrays.toString(row));
        int greatest = Arrays.stream(row).max().orElseThrow();
        int[] distances = Arrays.stream(row).map(q -> greatest - q).sorted().toArray();
        assertTrue(tight.distances().stream().anyMatch(each -> Arrays.equals(distances, Arrays.stream(each).sorted().toArray())),
            () -> Arrays.toString(row));
      }
    }
    assertTrue(rows > DRAWS, "only " + rows);
  }

  private static int[] codes(SoftmaxConfig unit, long[] e, int[] row) {
    long sum = Arrays.stream(row).mapToLong(distance -> e[distance]).sum();
    LogIntSoftmax golden = new LogIntSoftmax(unit.params());
    // But that of the one which decides.
    return Arrays.stream(row).skip(1).map(distance -> golden.step(sum, e[distance])).toArray();
  }

  /** A row of one has the same code whatever it is. */
  @Test
  void aRowOfOneHasNone() {
    LoadedSoftmaxConfig loaded = LoadedSoftmaxConfig.drawn(unit("length=1 score-bits=4"), new Random(1));
    assertTrue(loaded.tight().isEmpty());
    assertEquals(1, loaded.critical(new Random(2)).length);
  }

  /** Sums of every magnitude that the unit has room for. */
  @Test
  void greatSums() {
    SoftmaxConfig unit = unit("length=13 score-bits=4 bits=4");
    boolean[] seen = new boolean[ExpFormat.bits(unit.maxSum())];
    for (int i = 0; i < 10 * DRAWS; i++) {
      TightRows tight = TightRows.drawn(unit, new Random(i));
      long[] e = tight.exponentials();
      tight.distances().forEach(row -> seen[ExpFormat.bits(Arrays.stream(row).mapToLong(d -> e[d]).sum()) - 1] = true);
    }
    for (int bit = 4; bit < seen.length; bit++) {
      assertTrue(seen[bit], "no sum of " + (bit + 1) + " bits");
    }
    assertFalse(seen[0]);
  }
}
