package vit2rtl.golden.vit;

import vit2rtl.golden.data.Image;

/**
 * A network in 32-bit floats: where real activations come from, and what the integer network is measured against.
 * Immutable; any number of threads may use it. Bits do not depend on the number of threads, on the processor's vectors or
 * on the JDK.
 */
public interface FloatNetwork {
  /** How many logits there are. */
  int classes();

  /** One logit for each class. */
  default float[] logits(Image image) {
    return logits(image, Tap.NONE);
  }

  /** The same, showing every intermediate result. */
  float[] logits(Image image, Tap tap);
}
