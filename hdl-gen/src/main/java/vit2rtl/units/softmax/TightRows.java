package vit2rtl.units.softmax;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import vit2rtl.golden.softmax.LogIntSoftmax;

/**
 * Exponentials, and rows whose sums are a threshold of a code, or the last number below one. Every magnitude of an
 * exponential is as likely, and the greatest ones besides.
 *
 * <p>A row has some elements of distance 0, some of another distance and one of a third, which decides: of what its
 * exponential may be, the least with which an element of one of the other two distances has its code is looked for, sums
 * growing and codes with them.
 *
 * @param exponentials by distance
 * @param distances    of the elements of every such row
 */
record TightRows(long[] exponentials, List<int[]> distances) {
  private static final int TRIES = 16;
  /** One in so many magnitudes is the greatest. */
  private static final int LIMITS = 3;

  /** Draws exponentials, for every two distances a row where there is one. */
  static TightRows drawn(SoftmaxConfig unit, Random random) {
    long[] exponentials = new long[1 << unit.params().exp().scoreBits()];
    Arrays.setAll(exponentials, distance -> any(unit.format(), random));
    LogIntSoftmax golden = new LogIntSoftmax(unit.params());
    List<int[]> rows = new ArrayList<>();
    int length = unit.rows().length();
    for (int deciding = 2; deciding < exponentials.length && length > 1; deciding += 2) {
      for (int i = 0; i < TRIES; i++) {
        int[] row = new int[length];
        row[0] = deciding;
        Arrays.fill(row, 1, 1 + random.nextInt(length - 1), deciding - 1);
        if (decide(golden, unit.format(), exponentials, row, random)) {
          rows.add(row);
          break;
        }
      }
    }
    return new TightRows(exponentials, rows);
  }

  private static long any(ExpFormat format, Random random) {
    int bits = format.expBits();
    long least = 1L << (random.nextInt(LIMITS) == 0 ? bits - 1 : random.nextInt(bits));
    long drawn = random.nextLong(least, Math.min(2 * least, format.max() + 1));
    int zeros = Math.max(0, ExpFormat.bits(drawn) - format.mantissaBits());
    return drawn >> zeros << zeros;
  }

  /** Sets the exponential of a row's first element, if there is one that decides the code of its second or its last. */
  private static boolean decide(LogIntSoftmax golden, ExpFormat format, long[] exponentials, int[] row, Random random) {
    long others = 0;
    for (int i = 1; i < row.length; i++) {
      others += exponentials[row[i]];
    }
    long own = exponentials[row[random.nextBoolean() ? 1 : row.length - 1]];
    long low = 1;
    long high = any(format, random);
    int code = golden.step(others + high, own);
    if (golden.step(others + low, own) == code) {
      return false;
    }
    while (high - low > 1) {
      long middle = low + high >>> 1;
      if (golden.step(others + middle, own) == code) {
        high = middle;
      } else {
        low = middle;
      }
    }
    long decides = random.nextBoolean() ? high : low;
    if (!format.holds(decides)) {
      return false;
    }
    exponentials[row[0]] = decides;
    return true;
  }

  @Override
  public long[] exponentials() {
    return exponentials.clone();
  }

  boolean isEmpty() {
    return distances.isEmpty();
  }

  /** Scores of one of these rows, in any order and with any maximum. */
  int[] row(Random random) {
    List<Integer> row = Arrays.stream(distances.get(random.nextInt(distances.size()))).boxed().collect(Collectors.toList());
    int greatest = random.nextInt(Collections.max(row), exponentials.length);
    Collections.shuffle(row, random);
    return row.stream().mapToInt(distance -> greatest - distance).toArray();
  }
}
