package vit2rtl.cli.figures;

/**
 * Counts attention values by −log2 in steps of an eighth, fine enough to say later how many fall to each code of any
 * quantiser drawn here, and small however many images are counted.
 */
public final class AttentionCounts {
  static final int PER_OCTAVE = 8;
  private static final int OCTAVES = 40;

  private final long[] counts = new long[PER_OCTAVE * OCTAVES + 1];
  private long total;
  private double max;

  public void add(float[] values, int count) {
    for (int i = 0; i < count; i++) {
      counts[bin(values[i])]++;
      max = Math.max(max, values[i]);
    }
    total += count;
  }

  private static int bin(double value) {
    double depth = value > 0 ? -Math.log(value) / Math.log(2) * PER_OCTAVE : PER_OCTAVE * OCTAVES;
    return (int) Math.max(0, Math.min(PER_OCTAVE * OCTAVES, Math.floor(depth)));
  }

  /** A code for an attention value. */
  @FunctionalInterface
  interface Code {
    int of(double value);
  }

  /** The share of values, in percent, that get each of some codes; a bin goes where its geometric middle goes. */
  double[] shares(int codes, Code code) {
    double[] shares = new double[codes];
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        shares[code.of(middle(i))] += 100.0 * counts[i] / total;
      }
    }
    return shares;
  }

  /** Counts of the bins. */
  long[] counts() {
    return counts.clone();
  }

  static double middle(int bin) {
    return Math.pow(2, -(bin + 0.5) / PER_OCTAVE);
  }

  public long total() {
    return total;
  }

  /** The greatest value seen. */
  public double max() {
    return max;
  }
}
