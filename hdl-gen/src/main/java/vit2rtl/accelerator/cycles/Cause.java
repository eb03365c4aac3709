package vit2rtl.accelerator.cycles;

import vit2rtl.accelerator.job.Unit;

/** What the engine waits for in a cycle in which it issues no row. */
public enum Cause {
  /** The stream of constants: the engine's job, or the loader's with its weights, has not come out of it yet. */
  STREAM,
  /** A tile of weights or keys that the loader is bringing, a column per cycle. */
  WEIGHTS,
  /** The pixels of the image. */
  PIXELS,
  /** A table that the constant writer fills. */
  CONSTANTS,
  /** The drain: a bank of sums that is not empty, or queries, keys or hidden activations that it has yet to write. */
  DRAIN,
  /** LayerNorm's rows. */
  NORM,
  /** Softmax and attention·V. */
  ATTENTION,
  /** The logits of the image before. */
  LOGITS;

  static Cause of(Unit unit) {
    return switch (unit) {
      case PIXELS -> PIXELS;
      case LOADER -> WEIGHTS;
      case CONSTANTS -> CONSTANTS;
      case DRAIN -> DRAIN;
      case NORM -> NORM;
      case ATTENTION -> ATTENTION;
      case LOGITS -> LOGITS;
      case ENGINE -> throw new IllegalArgumentException("the engine does not wait for itself");
    };
  }
}
