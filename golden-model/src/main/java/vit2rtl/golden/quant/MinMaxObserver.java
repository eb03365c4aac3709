package vit2rtl.golden.quant;

/** Everything that was seen: the least and the greatest value of all batches. */
public final class MinMaxObserver implements Observer {
  private Interval seen;

  @Override
  public void observe(float[] values) {
    Interval batch = Interval.of(values);
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
