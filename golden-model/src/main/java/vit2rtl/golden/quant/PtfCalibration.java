package vit2rtl.golden.quant;

import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;
import vit2rtl.golden.layernorm.LayerNormParams;

/**
 * Calibrates a Power-of-Two-Factor quantiser as the reference does: with [min, max] over all channels,
 * <pre>
 *   S = (max − min)/(2^b − 1),  zp = code_min − round(min/S),  s = S/2^K
 *   α_c = the factor 0…K whose grid 2^α·s has the least sum of squared errors in channel c (the first of equals)
 * </pre>
 * Errors are summed over a {@link Histogram} per channel, so memory does not grow with the number of images; the
 * reference sums over its last batch.
 */
public final class PtfCalibration {
  private static final int HALF_BINS = 1 << 10;

  private final Histogram[] channels;

  public PtfCalibration(int channels) {
    this.channels = new Histogram[channels];
    for (int c = 0; c < channels; c++) {
      this.channels[c] = new Histogram(HALF_BINS);
    }
  }

  /** Takes row-major [rows, channels] values of one image, all finite. */
  public void observe(float[] rows) {
    Extremes ends = new Extremes(channels.length);
    for (int at = 0; at < rows.length; at += channels.length) {
      ends.see(rows, at);
    }
    Columns.each(rows, channels.length, (c, values) -> channels[c].add(values, ends.column(c)));
  }

  /** The values of one channel. */
  public Histogram channel(int c) {
    return channels[c];
  }

  public int channels() {
    return channels.length;
  }

  /** The interval of all channels together. */
  public Interval interval() {
    Interval all = channels[0].interval();
    for (Histogram channel : channels) {
      all = all.union(channel.interval());
    }
    return all;
  }

  /**
   * The quantiser for factors 2^0…2^K.
   *
   * @param k K, 0…7; 0 is one scale for all channels
   */
  public PtfGrid fit(CodeFormat format, int k) {
    if (k < 0 || k > LayerNormParams.MAX_ALPHA) {
      throw new InputException("PTF calibration: K is " + k + "; allowed: 0 to " + LayerNormParams.MAX_ALPHA);
    }
    Grid coarse = Grid.asymmetric(format, interval());
    return fit(format, k, Math.scalb(coarse.scale(), -k), coarse.zeroPoint());
  }

  /** Factors for a given smallest scale and zero point. */
  public PtfGrid fit(CodeFormat format, int k, double scale, int zeroPoint) {
    int[] alpha = new int[channels.length];
    for (int c = 0; c < alpha.length; c++) {
      Bins bins = channels[c].bins();
      double least = Double.POSITIVE_INFINITY;
      for (int a = 0; a <= k; a++) {
        double error = bins.squaredError(new PtfGrid(format, scale, zeroPoint, new int[] {a}).grid(0));
        if (error < least) {
          least = error;
          alpha[c] = a;
        }
      }
    }
    return new PtfGrid(format, scale, zeroPoint, alpha);
  }
}
