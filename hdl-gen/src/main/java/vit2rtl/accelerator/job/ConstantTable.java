package vit2rtl.accelerator.job;

/** Tables that constants of the stream are written to. */
public enum ConstantTable {
  /** L columns' constants of the drain: bias, multiplier, shift, GELU's shift. */
  COLUMNS,
  /** An entry of GELU's table. */
  GELU,
  /** A cycle of the load port of the way from the stream to PTF codes. */
  PTF,
  /** A cycle of LayerNorm's load port. */
  NORM,
  /** A cycle of the softmax's load port. */
  EXP,
  /** L channels' constants behind attention·V: multiplier, shift. */
  CONTEXT,
  /** L residuals: leading tokens and positions. */
  STREAM
}
