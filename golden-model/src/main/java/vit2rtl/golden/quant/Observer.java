package vit2rtl.golden.quant;

/**
 * Watches a tensor during calibration and says which interval its quantiser should cover. One batch is what one call of
 * {@link #observe} gets: here, the values of one image. Deterministic: the same batches in the same order give the same
 * interval. Not safe for use by several threads at once.
 */
public interface Observer {

  /** Takes the values of one batch; at least one, all finite. */
  void observe(float[] values);

  /** The interval to cover, once at least one batch was seen. */
  Interval interval();
}
