package vit2rtl.golden.work;

import java.util.List;
import java.util.stream.Stream;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.data.PortableImages;
import vit2rtl.golden.eval.Classifier;
import vit2rtl.golden.eval.Evaluation;
import vit2rtl.golden.eval.Ranking;
import vit2rtl.golden.fleet.Work;
import vit2rtl.golden.network.IntegerNetwork;
import vit2rtl.golden.network.TensorDigest;

/**
 * Classifiers on images; a unit is one image through all of them, its result {@link EvalUnit}'s bytes.
 *
 * @param kind        the command
 * @param sources     the classifiers
 * @param images      the images
 * @param digest      whether the last one's tensors are summed up, which is then an integer model
 * @param description what the command reports besides
 */
public record EvalWork(String kind, List<ClassifierSource> sources, PortableImages images, Digest digest,
    String description) implements Work {
  /** Whether integer tensors are summed up. */
  public enum Digest { NONE, OF_LAST }

  @Override
  public List<String> inputs() {
    return Stream.concat(sources.stream().map(ClassifierSource::digest), Stream.of(images.digest(), digest.name()))
        .toList();
  }

  @Override
  public int units() {
    return images.size();
  }

  @Override
  public Runner open() {
    List<Classifier> classifiers = sources.stream().map(ClassifierSource::open).toList();
    return unit -> {
      Image image;
      try {
        image = images.image(unit);
      } catch (InputException e) {
        return EvalUnit.skipped(images.name(unit) + ": " + e.getMessage()).bytes();
      }
      return unit(unit, image, classifiers).bytes();
    };
  }

  private EvalUnit unit(int unit, Image image, List<Classifier> classifiers) {
    int[][] best = new int[classifiers.size()][];
    byte[] sum = {};
    for (int i = 0; i < best.length; i++) {
      if (digest == Digest.OF_LAST && i == best.length - 1) {
        TensorDigest.OfImage tap = new TensorDigest.OfImage();
        best[i] = Ranking.best(((IntegerNetwork) classifiers.get(i)).logits(image, tap), Evaluation.KEPT_CLASSES);
        sum = tap.bytes();
      } else {
        best[i] = classifiers.get(i).best(image, Evaluation.KEPT_CLASSES);
      }
    }
    return new EvalUnit("", images.name(unit), images.label(unit), best, sum);
  }
}
