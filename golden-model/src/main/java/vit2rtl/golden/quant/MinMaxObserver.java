package vit2rtl.golden.quant;

/** Everything that was seen: the least and the greatest value of all batches. */
public final class MinMaxObserver implements Observer {
  private Interval seen;

  @Override
  public void observe(float[] values) {
    observe(Interval.of(values));
  }

  /** Takes a batch's extremes. */
  public void observe(Interval batch) {
    seen = seen == null ? batch : seen.union(batch);
  }

  @Override
  public Interval interval() {
    if (seen == null) {
      throw new IllegalStateException("no batch was observed");
    }
    return seen;
  }
}
