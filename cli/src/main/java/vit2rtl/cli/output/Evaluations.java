package vit2rtl.cli.output;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import me.tongfei.progressbar.ProgressBar;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.eval.Classifier;
import vit2rtl.golden.eval.Evaluation;
import vit2rtl.golden.eval.EvaluationRun;

/** Evaluations as every command makes and words them. */
public final class Evaluations {
  private Evaluations() {}

  /** All images through a classifier, behind a bar with the task's name. */
  public static Evaluation run(String task, Images images, Classifier classifier) {
    return run(task, images, classifier, soFar -> Progress.say("stopped: " + task + ", " + soFar.images() + " of "
        + images.size() + " images"));
  }

  /**
   * The same.
   *
   * @param stopped gets what is there where a signal ends it
   */
  public static Evaluation run(String task, Images images, Classifier classifier, Consumer<Evaluation> stopped) {
    EvaluationRun run = new EvaluationRun(images, classifier);
    try (ProgressBar bar = Progress.bar(task, images.size());
        WhenStopped kept = WhenStopped.tell(() -> stopped.accept(run.soFar()))) {
      return run.run(done -> bar.step());
    }
  }

  /** A share of images that are right, which is unknown without labels. */
  public static String percent(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.2f %%", value.getAsDouble()) : "unknown (no labels)";
  }
}
