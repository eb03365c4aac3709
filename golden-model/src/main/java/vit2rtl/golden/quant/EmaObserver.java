package vit2rtl.golden.quant;

/**
 * Exponential moving average of the extremes of groups of batches: m ← m + σ·(m_group − m), from the first group's on;
 * σ = 0.01 in the reference, which sees a hundred images at a time. An average of single images' extremes would clip what
 * every other image holds.
 */
public final class EmaObserver implements Observer {
  public static final double SIGMA = 0.01;
  public static final int GROUP = 100;

  private final double sigma;
  private final int group;
  private Interval average;
  private Interval current;
  private int batches;

  /**
   * @param sigma weight of a new group in the average
   * @param group batches that make a group
   */
  public EmaObserver(double sigma, int group) {
    this.sigma = sigma;
    this.group = group;
  }

  @Override
  public void observe(float[] values) {
    observe(Interval.of(values));
  }

  /** Takes a batch's extremes. */
  public void observe(Interval batch) {
    if (batches == group) {
      average = interval();
      batches = 0;
    }
    current = batches == 0 ? batch : current.union(batch);
    batches++;
  }

  @Override
  public Interval interval() {
    if (batches == 0) {
      throw new IllegalStateException("no batch was observed");
    }
    return average == null ? current : average.towards(current, sigma);
  }
}
