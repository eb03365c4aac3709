package vit2rtl.golden.onnx.run;

import vit2rtl.golden.data.Image;
import vit2rtl.golden.eval.Classifier;
import vit2rtl.golden.eval.Ranking;

/**
 * A network of float logits in ONNX Runtime.
 *
 * @param session the network
 * @param classes of it
 */
public record OnnxClassifier(OnnxSession session, int classes) implements Classifier {

  @Override
  public int[] best(Image image, int count) {
    return Ranking.best(session.reals(image), count);
  }
}
