package vit2rtl.golden.eval;

import vit2rtl.golden.data.Image;
import vit2rtl.golden.vit.FloatNetwork;

/** The float model as a classifier. */
public record FloatClassifier(FloatNetwork network) implements Classifier {

  @Override
  public int classes() {
    return network.classes();
  }

  @Override
  public int[] best(Image image, int count) {
    return Ranking.best(network.logits(image), count);
  }
}
