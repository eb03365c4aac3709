package vit2rtl.cli.model;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.cli.arguments.CheckpointArguments;
import vit2rtl.cli.arguments.FleetArguments;
import vit2rtl.cli.arguments.ImageArguments;
import vit2rtl.cli.output.Evaluations;
import vit2rtl.cli.output.Outputs;
import vit2rtl.cli.output.Progress;
import vit2rtl.cli.output.WhenStopped;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.ImageFormat;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.eval.Classifier;
import vit2rtl.golden.eval.Evaluation;
import vit2rtl.golden.eval.FloatClassifier;
import vit2rtl.golden.kernel.ComputePath;
import vit2rtl.golden.network.IntegerNetwork;
import vit2rtl.golden.network.ModelFile;
import vit2rtl.golden.network.QuantizedModel;
import vit2rtl.golden.network.TensorDigest;
import vit2rtl.golden.vit.Checkpoint;
import vit2rtl.golden.work.EvalWork;

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

  @Mixin
  private FleetArguments fleet;

  @Option(names = "--path", paramLabel = "PATH",
      description = "How an integer model is computed: plain (the definitions in Java), vector (products on the JVM's"
          + " vectors), native (a kernel that the C++ compiler makes for this processor on first use). All give the same"
          + " bits. Default: the fastest there is.")
  private String path;

  @Override
  public Integer call() {
    Outputs.files(predictions, json);
    fleet.check();
    boolean floats = checkpoint.given();
    if (model == null && !floats) {
      throw new InputException("eval needs --model M.safetensors, an integer model, or --checkpoint F.safetensors, a"
          + " float model, or the word 'embedded'; with both it also prints how often they agree");
    }
    if (digest && model == null) {
      throw new InputException("--digest needs --model M.safetensors: it is of an integer model's tensors");
    }
    if (path != null && model == null) {
      throw new InputException("--path needs --model M.safetensors: a float model has one path");
    }
    if (path != null && fleet.given()) {
      throw new InputException("--path does not go with shards: each process takes the fastest path of its machine, and all"
          + " give the same bits");
    }
    Optional<ComputePath> asked = Optional.ofNullable(path).map(ComputePath::named);
    Optional<QuantizedModel> quantized = Optional.ofNullable(model).map(ModelFile::any);
    Optional<Checkpoint> network = floats ? Optional.of(checkpoint.open()) : Optional.empty();
    ImageFormat format = format(quantized, network);
    if (fleet.given()) {
      return fleet.run(EvalShards.work(model, network.map(checkpoint::source), data.portable(format),
          digest ? EvalWork.Digest.OF_LAST : EvalWork.Digest.NONE))
          .map(results -> EvalShards.report(results, predictions, json)).orElse(0);
    }
    // Here and not before: a float model needs no path, and of shards each worker makes its own network.
    Optional<IntegerNetwork> integer = quantized.map(m -> m.network(asked.orElseGet(ComputePath::chosen)));
    Images images = data.open(format, Integer.MAX_VALUE);
    Optional<Evaluation> exact = network.map(n -> evaluate("float model", EvalReport.floats(n.file()), n.file(), images,
        new FloatClassifier(n.network()), ""));
    Optional<Evaluation> integers = integer.map(i -> evaluate("integer model", EvalReport.integers(model.toString()),
        model.toString(), images, i, ", path " + i.path().description()));
    EvalReport report = new EvalReport(model == null ? network.orElseThrow().file() : model.toString(), exact, integers);
    report.printAgreement();
    Optional<String> sum = digest ? Optional.of(digest(integer.orElseThrow(), images, report)) : Optional.empty();
    report.finish(sum, predictions, json);
    return 0;
  }

  private String digest(IntegerNetwork integer, Images images, EvalReport report) {
    try (ProgressBar bar = Progress.bar("digest", images.size());
        WhenStopped kept = WhenStopped.tell(() -> withoutDigest(report))) {
      return TensorDigest.of(integer, images, done -> bar.step());
    }
  }

  private void withoutDigest(EvalReport report) {
    Progress.say("stopped: all images are evaluated, the digest is not there");
    report.finish(Optional.empty(), predictions, json);
  }

  private static ImageFormat format(Optional<QuantizedModel> integer, Optional<Checkpoint> network) {
    Optional<ImageFormat> first = integer.map(QuantizedModel::imageFormat);
    Optional<ImageFormat> second = network.map(n -> n.imageFormat());
    if (first.isPresent() && second.isPresent() && !first.get().matches(second.get())) {
      throw new InputException("--model takes " + first.get() + " and --checkpoint " + second.get()
          + "; needed: the checkpoint that the model was made from");
    }
    if (first.isPresent() && second.isPresent() && !first.get().resizing().equals(second.get().resizing())) {
      Progress.say("--model and --checkpoint say other things of images of another size; taking what --model says: "
          + first.get().resizing().description(first.get().side()));
    }
    return first.or(() -> second).orElseThrow();
  }

  private Evaluation evaluate(String task, String name, String file, Images images, Classifier classifier, String how) {
    Evaluation result = Evaluations.run(task, images, classifier,
        soFar -> EvalReport.stopped(name, file, soFar, images.size(), predictions, json));
    EvalReport.print(name, result, how);
    return result;
  }
}
