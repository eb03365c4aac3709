package vit2rtl.accelerator.job;

/** The parts of the accelerator that carry out jobs, each in the order in which it is given them. */
public enum Unit {
  /** Takes an image from the pixel stream. */
  PIXELS,
  /** Brings tiles of weights, or of keys, into the engine's shadow registers. */
  LOADER,
  /** Multiplies rows of activations with one column of tiles. */
  ENGINE,
  /** Writes constants into the tables of other parts. */
  CONSTANTS,
  /** Brings sums from the engine to codes, or adds them to the residual stream. */
  DRAIN,
  /** LayerNorm of rows of the residual stream. */
  NORM,
  /** Softmax of rows of scores and attention·V. */
  ATTENTION,
  /** Gives the logits out. */
  LOGITS
}
