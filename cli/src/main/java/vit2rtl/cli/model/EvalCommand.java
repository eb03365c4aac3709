package vit2rtl.cli.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.cli.arguments.CheckpointArguments;
import vit2rtl.cli.arguments.ImageArguments;
import vit2rtl.cli.output.Outputs;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.ImageFormat;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.eval.Classifier;
import vit2rtl.golden.eval.Evaluation;
import vit2rtl.golden.eval.EvaluationFiles;
import vit2rtl.golden.eval.FloatClassifier;
import vit2rtl.golden.network.IntegerNetwork;
import vit2rtl.golden.network.ModelFile;
import vit2rtl.golden.network.TensorDigest;
import vit2rtl.golden.vit.Checkpoint;

/** {@code eval}: how often a model is right. */
@Command(name = "eval", mixinStandardHelpOptions = true,
    description = "Runs a model on images, on all cores: top-1, top-5, images per second, predictions.")
public final class EvalCommand implements Callable<Integer> {
  @Option(names = "--model", paramLabel = "M.safetensors", description = "Integer model, as quantize writes it.")
  private Path model;

  @Mixin
  private CheckpointArguments checkpoint;

  @Mixin
  private ImageArguments data;

  @Option(names = "--predictions", paramLabel = "P.csv", description = "Also write every image's likeliest classes.")
  private Path predictions;

  @Option(names = "--json", paramLabel = "R.json", description = "Also write the figures as JSON.")
  private Path json;

  @Option(names = "--digest",
      description = "Also print one SHA-256 of every integer tensor of every image: equal on every machine and JDK.")
  private boolean digest;

  @Override
  public Integer call() {
    Outputs.files(predictions, json);
    if (model == null && !checkpoint.given()) {
      throw new InputException("eval needs --model M.safetensors, an integer model, or --checkpoint F.safetensors, a"
          + " float model, or the word 'embedded'; with both it also prints how often they agree");
    }
    if (digest && model == null) {
      throw new InputException("--digest needs --model M.safetensors: it is of an integer model's tensors");
    }
    Optional<IntegerNetwork> integer = Optional.ofNullable(model).map(file -> ModelFile.any(file).network());
    Optional<Checkpoint> network = checkpoint.given() ? Optional.of(checkpoint.open()) : Optional.empty();
    ImageFormat format = format(integer, network);
    Images images = data.open(format, Integer.MAX_VALUE);
    Optional<Evaluation> exact = network.map(n -> evaluate("float model", n.file() + " (float)", images,
        new FloatClassifier(n.network())));
    Evaluation result = integer.map(i -> evaluate("integer model", model + " (integers)", images, i))
        .orElseGet(exact::orElseThrow);
    ObjectNode node = EvaluationFiles.json(result);
    node.put("model", integer.isPresent() ? model.toString() : network.orElseThrow().file());
    if (integer.isPresent() && exact.isPresent()) {
      double agreement = result.agreement(exact.get());
      System.out.printf(Locale.ROOT, "agreement with float: %.2f %%%n", agreement);
      node.put("agreement", agreement);
      node.set("float", EvaluationFiles.json(exact.get()));
    }
    if (digest) {
      String sum = digest(integer.orElseThrow(), images);
      System.out.println("digest: " + sum);
      node.put("digest", sum);
    }
    if (predictions != null) {
      EvaluationFiles.writePredictions(predictions, result);
    }
    if (json != null) {
      EvaluationFiles.write(json, node);
    }
    return 0;
  }

  private static String digest(IntegerNetwork integer, Images images) {
    try (ProgressBar bar = Progress.bar("digest", images.size())) {
      return TensorDigest.of(integer, images, done -> bar.step());
    }
  }

  private static ImageFormat format(Optional<IntegerNetwork> integer, Optional<Checkpoint> network) {
    Optional<ImageFormat> first = integer.map(i -> i.model().imageFormat());
    Optional<ImageFormat> second = network.map(n -> n.imageFormat());
    if (first.isPresent() && second.isPresent() && !first.get().matches(second.get())) {
      throw new InputException("--model takes " + first.get() + " and --checkpoint " + second.get()
          + "; needed: the checkpoint that the model was made from");
    }
    return first.or(() -> second).orElseThrow();
  }

  private static Evaluation evaluate(String task, String name, Images images, Classifier classifier) {
    Evaluation result;
    try (ProgressBar bar = Progress.bar(task, images.size())) {
      result = Evaluation.run(images, classifier, done -> bar.step());
    }
    print(name, result);
    return result;
  }

  private static void print(String model, Evaluation result) {
    boolean some = result.labelled() > 0 && result.labelled() < result.images();
    System.out.printf(Locale.ROOT, "%s: top-1 %s, top-5 %s%s, %d images, %.1f images/s%n", model,
        percent(result.top1()), percent(result.top5()), some ? " of the " + result.labelled() + " with a label" : "",
        result.images(), result.imagesPerSecond());
    if (some) {
      Progress.say("warning: " + (result.images() - result.labelled()) + " of " + result.images()
          + " images have no label and do not count");
    }
  }

  private static String percent(OptionalDouble value) {
    return value.isPresent() ? String.format(Locale.ROOT, "%.2f %%", value.getAsDouble()) : "unknown (no labels)";
  }
}
