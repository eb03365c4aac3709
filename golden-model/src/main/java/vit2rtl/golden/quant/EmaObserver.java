package vit2rtl.golden.quant;

/**
 * Exponential moving average of the batches' extremes: m ← m + σ·(m_batch − m), from the first batch's on; σ = 0.01 in
 * the reference.
 */
public final class EmaObserver implements Observer {
  public static final double SIGMA = 0.01;

  private final double sigma;
  private Interval average;

  public EmaObserver(double sigma) {
    this.sigma = sigma;
  }

  @Override
  public void observe(float[] values) {
    Interval batch = Interval.of(values);
    average = average == null ? batch : average.towards(batch, sigma);
  }

  @Override
  public Interval interval() {
    if (average == null) {
      throw new IllegalStateException("no batch was observed");
    }
    return average;
  }
}
