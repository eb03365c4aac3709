package vit2rtl.golden.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import vit2rtl.golden.onnx.graph.ElementType;
import vit2rtl.golden.onnx.graph.Value;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.SoftmaxParams;

/**
 * How many thresholds a ratio reaches, by one table. The thresholds rise by octaves and are whole numbers, those from 2^10·64^l
 * on multiples of 64^(l+1); so ⌊R/64⌋ does for R from 2^10 on, and again, and the table has 2^10 places for each level but the
 * last.
 */
final class Steps {
  private static final int DIRECT = 1 << 14;
  private static final int LEVEL = 1 << 10;
  private static final int OCTAVES = 64;

  private final long[] thresholds;

  private Steps(long[] thresholds) {
    this.thresholds = thresholds;
  }

  /**
   * Thresholds of a softmax: 4, 6, 12, 24, … on 2S/e + 1 in base 2, and 19·2^o, 27·2^o on 16S/e in base √2.
   *
   * @param greatest that the ratio can reach; thresholds beyond are left out
   */
  static Steps of(SoftmaxParams softmax, long greatest) {
    List<Long> list = new ArrayList<>();
    for (int step = 0; step < softmax.maxCode(); step++) {
      long mantissa = softmax.base() == LogBase.SQRT_TWO ? (step % 2 == 0 ? 19 : 27) : step == 0 ? 4 : 3;
      int octave = softmax.base() == LogBase.SQRT_TWO ? step / 2 : step;
      if (octave > Long.numberOfLeadingZeros(mantissa) - 2 || mantissa << (step == 0 ? 0 : octave) > greatest) {
        break;
      }
      list.add(mantissa << (step == 0 ? 0 : octave));
    }
    return new Steps(list.stream().mapToLong(Long::longValue).toArray());
  }

  /** The code of every ratio, of 64 bits. */
  Value codes(Value ratio) {
    long last = thresholds.length == 0 ? 0 : thresholds[thresholds.length - 1];
    Value bounded = ratio.range().max() > last ? ratio.atMost(last) : ratio;
    List<Long> table = new ArrayList<>();
    long unit = 1;
    long top = bounded.range().max();
    for (; top >= DIRECT; top /= OCTAVES) {
      fill(table, LEVEL, unit);
      unit *= OCTAVES;
    }
    fill(table, top + 1, unit);
    Value places = place(bounded);
    return ratio.graph().vector(ElementType.UINT8,
        table.stream().mapToLong(Long::longValue).toArray()).lookup(places);
  }

  private void fill(List<Long> table, long count, long unit) {
    LongStream.range(0, count).forEach(i -> table.add(LongStream.of(thresholds).filter(t -> t <= i * unit).count()));
  }

  private static Value place(Value ratio) {
    return ratio.range().max() < DIRECT ? ratio
        : ratio.lessThan(LEVEL).where(ratio, place(ratio.over(OCTAVES)).plus(LEVEL));
  }
}
