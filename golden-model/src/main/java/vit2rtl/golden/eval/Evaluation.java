package vit2rtl.golden.eval;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import vit2rtl.golden.data.Images;

/**
 * A classifier on a set of images. Images run on all cores, one thread each; predictions are in the images' order and do
 * not depend on the number of threads.
 *
 * @param predictions one for each image
 * @param seconds     wall-clock time of the inference, warming up included; images that the set keeps decoded, as a
 *                    folder's first 256 MiB, were decoded before
 */
public record Evaluation(List<Prediction> predictions, double seconds) {
  /** Classes that a prediction names, for the likeliest five. */
  public static final int KEPT_CLASSES = 5;

  /** Runs all images; {@code progress} receives how many are done, from any thread. */
  public static Evaluation run(Images images, Classifier classifier, IntConsumer progress) {
    return new EvaluationRun(images, classifier).run(progress);
  }

  public int images() {
    return predictions.size();
  }

  /** Images whose label is known. */
  public long labelled() {
    return predictions.stream().filter(Prediction::labelled).count();
  }

  /** Percent of the labelled images whose likeliest class is their label; empty where none is labelled. */
  public OptionalDouble top1() {
    return hits(1);
  }

  /** Percent of the labelled images whose label is among the five likeliest classes. */
  public OptionalDouble top5() {
    return hits(KEPT_CLASSES);
  }

  private OptionalDouble hits(int count) {
    return predictions.stream().filter(Prediction::labelled).mapToDouble(p -> p.hit(count) ? 100 : 0).average();
  }

  public double imagesPerSecond() {
    return images() / seconds;
  }

  /** Percent of the images for which another evaluation of the same images names the same likeliest class. */
  public double agreement(Evaluation other) {
    return IntStream.range(0, images())
        .mapToDouble(i -> predictions.get(i).top() == other.predictions.get(i).top() ? 100 : 0).average().orElse(100);
  }
}
