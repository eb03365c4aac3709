package vit2rtl.golden.eval;

import vit2rtl.golden.data.Image;
import vit2rtl.golden.vit.FloatVit;

/** The float model as a classifier. */
public record FloatClassifier(FloatVit vit) implements Classifier {

  @Override
  public int classes() {
    return vit.shape().classes();
  }

  @Override
  public int[] best(Image image, int count) {
    return Ranking.best(vit.logits(image), count);
  }
}
