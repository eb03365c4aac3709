package vit2rtl.golden.eval;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import vit2rtl.golden.data.Images;

/** An evaluation that may be under way: what it has so far can be asked from any thread. */
public final class EvaluationRun {
  private final Images images;
  private final Classifier classifier;
  private final AtomicReferenceArray<Prediction> predictions;
  private volatile long start;

  public EvaluationRun(Images images, Classifier classifier) {
    this.images = images;
    this.classifier = classifier;
    this.predictions = new AtomicReferenceArray<>(images.size());
    this.start = System.nanoTime();
  }

  /** Runs all images; {@code progress} receives how many are done, from any thread. */
  public Evaluation run(IntConsumer progress) {
    AtomicInteger done = new AtomicInteger();
    start = System.nanoTime();
    IntStream.range(0, images.size()).parallel().forEach(i -> {
      int[] best = classifier.best(images.image(i), Evaluation.KEPT_CLASSES);
      predictions.set(i, new Prediction(images.name(i), images.label(i), Arrays.stream(best).boxed().toList()));
      progress.accept(done.incrementAndGet());
    });
    return soFar();
  }

  /** Of the images that are done, in their order. */
  public Evaluation soFar() {
    double seconds = (System.nanoTime() - start) * 1e-9;
    List<Prediction> some = IntStream.range(0, images.size()).mapToObj(predictions::get).filter(Objects::nonNull).toList();
    return new Evaluation(some, seconds);
  }
}
