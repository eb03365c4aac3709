package vit2rtl.golden.vit;

import java.util.Arrays;
import java.util.Locale;
import vit2rtl.golden.InputException;

/**
 * How pixels become numbers: x = (value/255 − mean)/std, by channel.
 *
 * @param mean by channel
 * @param std  by channel, greater than 0
 */
public record PixelNorm(double[] mean, double[] std) {

  public PixelNorm {
    mean = mean.clone();
    std = std.clone();
    if (mean.length != std.length || mean.length == 0) {
      throw new InputException("pixel normalisation has " + mean.length + " means and " + std.length
          + " standard deviations; needed: one of each for every channel");
    }
    for (int c = 0; c < mean.length; c++) {
      if (!Double.isFinite(mean[c]) || !(std[c] > 0) || !Double.isFinite(std[c])) {
        throw new InputException("pixel normalisation of channel " + c + " has mean " + mean[c] + " and std " + std[c]
            + "; allowed: finite numbers, std above 0");
      }
    }
  }

  /** One pair for every channel. */
  public static PixelNorm same(double mean, double std, int channels) {
    double[] means = new double[channels];
    double[] deviations = new double[channels];
    Arrays.fill(means, mean);
    Arrays.fill(deviations, std);
    return new PixelNorm(means, deviations);
  }

  /** The number a pixel of 0…255 becomes. */
  public double apply(int channel, int pixel) {
    return (pixel / 255.0 - mean[channel]) / std[channel];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PixelNorm norm && Arrays.equals(mean, norm.mean) && Arrays.equals(std, norm.std);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(mean) + Arrays.hashCode(std);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "mean %s, std %s of value/255", Arrays.toString(mean), Arrays.toString(std));
  }
}
