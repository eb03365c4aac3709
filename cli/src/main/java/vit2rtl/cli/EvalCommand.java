package vit2rtl.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.eval.Classifier;
import vit2rtl.golden.eval.Evaluation;
import vit2rtl.golden.eval.EvaluationFiles;
import vit2rtl.golden.eval.FloatClassifier;
import vit2rtl.golden.vit.FloatVit;
import vit2rtl.golden.vit.VitCheckpoint;

/** {@code eval}: how often a model is right. */
@Command(name = "eval", mixinStandardHelpOptions = true,
    description = "Runs a model on images, on all cores: top-1, top-5, images per second, predictions.")
final class EvalCommand implements Callable<Integer> {
  @Mixin
  private CheckpointArguments checkpoint;

  @Mixin
  private ImageArguments data;

  @Option(names = "--predictions", paramLabel = "P.csv", description = "Also write every image's likeliest classes.")
  private Path predictions;

  @Option(names = "--json", paramLabel = "R.json", description = "Also write the figures as JSON.")
  private Path json;

  @Override
  public Integer call() {
    if (!checkpoint.given()) {
      throw new InputException("eval needs --checkpoint F.safetensors, a float model, or the word 'embedded'");
    }
    VitCheckpoint network = checkpoint.open();
    Images images = data.open(network.shape().imageFormat(), Integer.MAX_VALUE);
    Evaluation result = evaluate("float model", images, new FloatClassifier(new FloatVit(network)));
    print(network.file() + " (float)", result);
    if (predictions != null) {
      EvaluationFiles.writePredictions(predictions, result);
    }
    if (json != null) {
      ObjectNode node = EvaluationFiles.json(result);
      node.put("model", network.file());
      EvaluationFiles.write(json, node);
    }
    return 0;
  }

  private static Evaluation evaluate(String task, Images images, Classifier classifier) {
    try (ProgressBar bar = Progress.bar(task, images.size())) {
      return Evaluation.run(images, classifier, done -> bar.step());
    }
  }

  private static void print(String model, Evaluation result) {
    System.out.printf(Locale.ROOT, "%s: top-1 %s, top-5 %s, %d images%s, %.1f images/s%n", model,
        percent(result.top1()), percent(result.top5()), result.images(),
        result.labelled() == result.images() ? "" : " (" + result.labelled() + " labelled)", result.imagesPerSecond());
  }

  private static String percent(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.2f %%", value.getAsDouble()) : "unknown (no labels)";
  }
}
