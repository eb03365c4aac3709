package vit2rtl.accelerator.job;

/** What the drain makes of a sum. */
public enum DrainMode {
  /** A code: rescaled, zero point added, saturated. */
  CODES,
  /** A code, GELU's table, a shift, zero point added, saturated. */
  GELU,
  /** Rescaled, added to what the target memory holds, saturated. */
  ADD
}
