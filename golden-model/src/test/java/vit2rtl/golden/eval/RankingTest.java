package vit2rtl.golden.eval;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankingTest {

  @Test
  void greatestFirstAndOfEqualsTheLowerIndex() {
    Random random = new Random(1);
    for (int round = 0; round < 2000; round++) {
      int[] scores = random.ints(1 + random.nextInt(30), -4, 5).toArray();
      int count = 1 + random.nextInt(8);
      int[] expected = IntStream.range(0, scores.length).boxed()
          .sorted(Comparator.<Integer>comparingInt(i -> -scores[i]).thenComparingInt(i -> i)).limit(count)
          .mapToInt(i -> i).toArray();
      float[] floats = new float[scores.length];
      long[] longs = new long[scores.length];
      for (int i = 0; i < scores.length; i++) {
        floats[i] = scores[i];
        longs[i] = scores[i] * 10_000_000_000L;
      }
      assertArrayEquals(expected, Ranking.best(scores, count));
      assertArrayEquals(expected, Ranking.best(floats, count));
      assertArrayEquals(expected, Ranking.best(longs, count));
    }
  }
}
