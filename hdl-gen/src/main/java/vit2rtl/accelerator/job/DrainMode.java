package vit2rtl.accelerator.job;

/** What the drain makes of a sum. */
public enum DrainMode {
  /** A code: rescaled, zero point added, saturated. */
  CODES,
  /** A code, GELU's table, a shift, zero point added, saturated. */
  GELU,
  /** Rescaled, added to what the target memory holds, saturated. On a stream of PTF codes: a code, added to the one held. */
  ADD,
  /** On a stream of PTF codes: a code, the table as for GELU, added to the code that the target memory holds. */
  TABLE_ADD
}
