package vit2rtl.units.layernorm;

import java.util.Arrays;
import java.util.Random;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.layernorm.LayerNorm;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.layernorm.ReciprocalRoot;
import vit2rtl.golden.layernorm.RowStatistics;

/**
 * A layer that is drawn for a row. Its epsilon is such that the row's mantissa is the first of a root, or the last before that,
 * and its offsets place the row's results where codes change: they are the least with which a result has its code, or the last
 * before these. So the last bits of statistics, mantissas, roots and products show in codes, which most rows round away.
 */
final class TightLayer {
  private static final int LEAST_MANTISSA = 1 << ReciprocalRoot.MANTISSA_BITS - 2;

  private TightLayer() {}

  /** The row of a layer: any, but always the same, whatever epsilon and offsets; codes between any two, or any codes. */
  static int[] row(LayerNormParams layer) {
    Random random = new Random(Arrays.hashCode(layer.gain()));
    boolean narrow = random.nextBoolean();
    int least = narrow ? random.nextInt(layer.input().min(), layer.input().max() + 1) : layer.input().min();
    int most = narrow ? random.nextInt(least, layer.input().max() + 1) : layer.input().max();
    return random.ints(layer.channels(), least, most + 1).toArray();
  }

  /**
   * The layer with such an epsilon and such offsets. Where none is allowed, or the code is a channel's with any offset, it keeps
   * what it had.
   */
  static LayerNormParams of(LayerNormParams drawn, LayerNormFormat format, Random random) {
    LayerNormParams layer = with(drawn, epsilon(drawn, format.maxEpsilon(), random), drawn.offset());
    IntRange offsets = format.offsets(layer.fraction()).orElseThrow();
    long least = offsets.min();
    long most = offsets.max();
    int[] row = row(layer);
    int[] codes = random.ints(row.length, layer.output().min() + 1, layer.output().max() + 1).toArray();
    long[] low = new long[row.length];
    long[] high = new long[row.length];
    Arrays.fill(low, least);
    Arrays.fill(high, most);
    while (!Arrays.equals(low, high)) {
      long[] middle = new long[row.length];
      Arrays.setAll(middle, c -> Math.floorDiv(low[c] + high[c], 2));
      int[] found = new LayerNorm(with(layer, layer.epsilon(), middle)).apply(row);
      for (int c = 0; c < row.length; c++) {
        if (found[c] >= codes[c]) {
          high[c] = middle[c];
        } else if (middle[c] < high[c]) {
          low[c] = middle[c] + 1;
        }
      }
    }
    long[] offset = layer.offset();
    for (int c = 0; c < row.length; c++) {
      if (low[c] > least && low[c] < most) {
        offset[c] = low[c] - random.nextInt(2);
      }
    }
    return with(layer, layer.epsilon(), offset);
  }

  private static long epsilon(LayerNormParams layer, long most, Random random) {
    int[] alpha = layer.alpha();
    int[] x = row(layer);
    Arrays.setAll(x, c -> (x[c] - layer.zeroPoint()) << alpha[c]);
    long variance = RowStatistics.of(x).variance();
    int mantissa = random.nextInt(LEAST_MANTISSA, LEAST_MANTISSA * 4 - 1);
    while (mantissa > LEAST_MANTISSA && ReciprocalRoot.of(mantissa) == ReciprocalRoot.of(mantissa - 1)) {
      mantissa--;
    }
    mantissa -= mantissa > LEAST_MANTISSA ? random.nextInt(2) : 0;
    long[] fitting = new long[Long.SIZE];
    int count = 0;
    for (int zeros = 0; zeros < Long.SIZE - 1 - ReciprocalRoot.MANTISSA_BITS; zeros += 2) {
      long epsilon = ((long) mantissa << zeros) + random.nextLong(1L << zeros) - variance;
      if (epsilon >= 0 && epsilon <= most) {
        fitting[count++] = epsilon;
      }
    }
    // The smaller epsilon, the greater results are, and what the last bit of a root makes of them.
    return count == 0 ? layer.epsilon() : fitting[random.nextBoolean() ? 0 : random.nextInt(count)];
  }

  private static LayerNormParams with(LayerNormParams layer, long epsilon, long[] offset) {
    return new LayerNormParams(layer.input(), layer.zeroPoint(), layer.alpha(), epsilon, layer.output(), layer.gain(), offset,
        layer.fraction());
  }
}
