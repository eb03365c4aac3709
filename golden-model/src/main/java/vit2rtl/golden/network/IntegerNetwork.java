package vit2rtl.golden.network;

import vit2rtl.golden.data.Image;
import vit2rtl.golden.eval.Classifier;
import vit2rtl.golden.eval.Ranking;
import vit2rtl.golden.kernel.ComputePath;

/**
 * An integer-only network: unsigned pixels in, integer logits out, no floating point between; every intermediate tensor can
 * be seen through {@link IntTap}. Immutable; any number of threads may use it. The bits depend on the model and the image
 * alone: not on threads, the processor's vectors or the JDK.
 */
public sealed interface IntegerNetwork extends Classifier permits IntegerVit, IntegerSwin {
  QuantizedModel model();

  /** How it is computed. */
  ComputePath path();

  /** One logit code for each class, all on one grid. */
  default int[] logits(Image image) {
    return logits(image, IntTap.NONE);
  }

  /** The same, showing every integer tensor on the way. */
  int[] logits(Image image, IntTap tap);

  @Override
  default int classes() {
    return model().imageFormat().classes();
  }

  @Override
  default int[] best(Image image, int count) {
    return Ranking.best(logits(image), count);
  }
}
