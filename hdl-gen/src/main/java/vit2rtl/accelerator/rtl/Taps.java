package vit2rtl.accelerator.rtl;

/**
 * Names of the streams on which an accelerator with taps shows its integers, each always valid for one cycle, whatever
 * {@code ready} says.
 */
public final class Taps {
  /** Sums of matrix products, bias included. */
  public static final String SUMS = "tap_sums";
  /** Their codes, or the new residual stream. */
  public static final String CODES = "tap_codes";
  /** GELU's codes. */
  public static final String ACTIVE = "tap_active";
  /** PTF codes in front of a LayerNorm. */
  public static final String NORM_IN = "tap_norm_in";
  /** A LayerNorm's codes. */
  public static final String NORM_OUT = "tap_norm_out";
  /** Attention codes. */
  public static final String ATTENTION = "tap_attention";
  /** Accumulators of attention·V. */
  public static final String CONTEXT_SUMS = "tap_context_sums";
  /** Their codes. */
  public static final String CONTEXT = "tap_context";

  private Taps() {}
}
