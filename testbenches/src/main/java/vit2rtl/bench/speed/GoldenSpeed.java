package vit2rtl.bench.speed;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.eval.Classifier;
import vit2rtl.golden.kernel.ComputePath;
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.network.QuantizedVit;

/**
 * How fast the integer network is on its fastest path, beside other paths and other runtimes: one thread by its processor time,
 * two threads by the clock, both sides in turns on the same images. Figures are medians, ratios those of single turns.
 * Memory is what each side holds once it has run an image: objects and buffers of ours, the process's growth for a runtime of
 * its own.
 */
public final class GoldenSpeed {
  private static final int WARM = 1;
  private static final long WARM_NANOSECONDS = 1_000_000_000;
  private static final int SOME_THREADS = 2;

  private final String size;
  private final QuantizedVit model;
  private final Images images;
  private final int repetitions;

  /**
   * One model's.
   *
   * @param size   what the model is called in the table
   * @param images of which each turn runs all, or a slow contender's number
   */
  public GoldenSpeed(String size, QuantizedVit model, Images images, int repetitions) {
    this.size = size;
    this.model = model;
    this.images = images;
    this.repetitions = repetitions;
  }

  /**
   * Measures, one after another.
   *
   * @param contenders each is opened before its turn
   * @param threads    who is measured with two threads, too
   * @param progress   receives what is measured next
   * @param done       receives each measurement as soon as it is there
   */
  public void run(List<Contender> contenders, List<String> threads, Consumer<String> progress, Consumer<Measurement> done) {
    double before = Memory.ofJava();
    IntegerVit ours = new IntegerVit(model, ComputePath.chosen());
    ours.logits(images.image(0));
    double held = Memory.ofJava() - before;
    warm(ours);
    done.accept(new Measurement(size + ", memory", "MiB", held, "", 0, 0, "", true));
    for (Contender contender : contenders) {
      progress.accept(size + " against " + contender.name());
      double empty = Memory.resident();
      Classifier peer = contender.open().get();
      peer.best(images.image(0), 1);
      double grown = Memory.resident() - empty;
      warm(peer);
      done.accept(oneThread(ours, contender, peer));
      if (threads.contains(contender.name())) {
        done.accept(twoThreads(ours, contender, peer));
        done.accept(new Measurement(size + ", memory", "MiB", held, contender.name(), grown, grown / held, "", true));
      }
    }
  }

  /** How many measurements {@link #run} gives. */
  public static int rows(List<Contender> contenders, List<String> threads) {
    return 1 + contenders.stream().mapToInt(contender -> threads.contains(contender.name()) ? 3 : 1).sum();
  }

  /** Until the JVM has compiled what runs often. */
  private void warm(Classifier classifier) {
    long end = CpuTime.now() + WARM_NANOSECONDS;
    for (int i = 0; CpuTime.now() < end; i++) {
      classifier.best(images.image(i % images.size()), 1);
    }
  }

  private Measurement oneThread(IntegerVit ours, Contender contender, Classifier peer) {
    int count = Math.min(images.size(), contender.images());
    AlternatingRuns runs = new AlternatingRuns(WARM);
    runs.run(repetitions, () -> milliseconds(ours, images.size()), () -> milliseconds(peer, count));
    return runs.comparison(size + ", 1 thread, " + ours.path().label(), "ms CPU", contender.name());
  }

  private double milliseconds(Classifier classifier, int count) {
    long start = CpuTime.now();
    for (int i = 0; i < count; i++) {
      classifier.best(images.image(i), 1);
    }
    return (CpuTime.now() - start) * 1e-6 / count;
  }

  private Measurement twoThreads(IntegerVit ours, Contender contender, Classifier peer) {
    ExecutorService threads = Executors.newFixedThreadPool(SOME_THREADS);
    try {
      AlternatingRuns runs = new AlternatingRuns(WARM);
      runs.run(repetitions, () -> together(threads, ours), () -> together(threads, peer));
      return runs.comparison(size + ", " + SOME_THREADS + " threads, " + ours.path().label(), "ms/image",
          contender.name());
    } finally {
      threads.shutdownNow();
    }
  }

  /** Milliseconds by the clock for each image. */
  private double together(ExecutorService threads, Classifier classifier) {
    int count = images.size() * SOME_THREADS;
    long start = System.nanoTime();
    List<Future<?>> running = IntStream.range(0, SOME_THREADS).<Future<?>>mapToObj(t -> threads.submit(() -> {
      for (int i = 0; i < images.size(); i++) {
        classifier.best(images.image(i), 1);
      }
    })).toList();
    try {
      for (Future<?> one : running) {
        one.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
    return (System.nanoTime() - start) * 1e-6 / count;
  }
}
