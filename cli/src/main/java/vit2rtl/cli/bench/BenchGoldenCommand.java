package vit2rtl.cli.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.bench.speed.Contender;
import vit2rtl.bench.speed.GoldenSpeed;
import vit2rtl.cli.arguments.CheckpointArguments;
import vit2rtl.cli.arguments.ImageArguments;
import vit2rtl.cli.onnx.OnnxRuntimeJar;
import vit2rtl.cli.output.Outputs;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.InputException;
import vit2rtl.golden.eval.FloatClassifier;
import vit2rtl.golden.kernel.ComputePath;
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.onnx.qdq.QdqExport;
import vit2rtl.golden.onnx.real.RealExport;
import vit2rtl.golden.onnx.run.OnnxClassifier;
import vit2rtl.golden.onnx.run.OnnxRuntime;
import vit2rtl.golden.ops.IntProducts;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.vit.FloatVit;
import vit2rtl.golden.vit.VitCheckpoint;
import vit2rtl.golden.vit.VitVariant;

/** {@code bench golden}: how fast the golden model is. */
@Command(name = "golden", mixinStandardHelpOptions = true,
    description = "The integer network on its fastest path against its other paths, the float network, and ONNX Runtime in"
        + " floats and in 8 bits (fetched on first use), in turns on the same images. Ratios above 1: ours is faster, or"
        + " smaller. Rows are printed as they complete.")
final class BenchGoldenCommand implements Callable<Integer> {
  private static final int CALIBRATION_IMAGES = 4;
  private static final int IMAGES = 4;
  private static final String FLOAT = "ONNX Runtime fp32";
  private static final String INT8 = "ONNX Runtime int8";
  private static final List<String> THREADED = List.of(FLOAT, INT8);

  @Mixin
  private CheckpointArguments checkpoint;

  @Mixin
  private ImageArguments data;

  @Option(names = "--sizes", split = ",", paramLabel = "SIZE", defaultValue = "embedded,tiny",
      description = "Without --checkpoint: embedded, which --data is for, and ViTs with random weights and images: tiny,"
          + " small, base. Default: ${DEFAULT-VALUE}.")
  private List<String> sizes;

  @Option(names = "--repetitions", defaultValue = "5",
      description = "Turns of each side; medians count. Default: ${DEFAULT-VALUE}.")
  private int repetitions;

  @Option(names = "--json", paramLabel = "R.json", description = "Also write the report as JSON.")
  private Path json;

  @Override
  public Integer call() {
    Outputs.files(json);
    if (repetitions < 1) {
      throw new InputException("bench golden: --repetitions " + repetitions + "; allowed: 1 or more");
    }
    List<BenchedModel.Size> chosen = sizes.stream().map(BenchedModel.Size::named).toList();
    Optional<OnnxRuntime> runtime = OnnxRuntimeJar.find();
    if (runtime.isEmpty()) {
      Progress.say("bench golden: without ONNX Runtime; ./vit2rtl fetches it, or name its jar by VIT2RTL_ONNXRUNTIME");
    }
    try (BenchTable table = new BenchTable(json, Map.of("java", System.getProperty("java.version"), "repetitions",
        repetitions, "path", ComputePath.chosen().description(), "onnxRuntime",
        runtime.map(OnnxRuntime::version).orElse("none")))) {
      if (checkpoint.given()) {
        VitCheckpoint network = checkpoint.openVit();
        measure(new BenchedModel(String.valueOf(Path.of(network.file()).getFileName()), network,
            data.open(network.imageFormat(), IMAGES)), runtime, table, 1);
        return 0;
      }
      for (int i = 0; i < chosen.size(); i++) {
        measure(chosen.get(i).open(data, IMAGES), runtime, table, chosen.size() - i);
      }
      return 0;
    }
  }

  /** @param left models to measure, this one among them */
  private void measure(BenchedModel model, Optional<OnnxRuntime> runtime, BenchTable table, int left) {
    Progress.say("bench golden: quantising " + model.name());
    QuantizedVit integers = Quantizer.quantize(model.checkpoint(), model.images().first(CALIBRATION_IMAGES),
        QuantizeOptions.of(Recipe.WIDE), done -> { });
    List<Contender> contenders = contenders(model, integers, runtime);
    table.expect(left * GoldenSpeed.rows(contenders, THREADED));
    new GoldenSpeed(model.name(), integers, model.images(), repetitions).run(contenders, THREADED,
        step -> Progress.say("bench golden: " + step), table::add);
  }

  private List<Contender> contenders(BenchedModel model, QuantizedVit integers, Optional<OnnxRuntime> runtime) {
    List<Contender> all = new ArrayList<>();
    int classes = model.checkpoint().shape().classes();
    runtime.ifPresent(r -> {
      // The files are made before, for the memory they take is not the runtime's.
      if (model.checkpoint().shape().variant().equals(VitVariant.PLAIN)) {
        byte[] floats = RealExport.of(model.checkpoint());
        all.add(new Contender(FLOAT, model.images().size(), () -> new OnnxClassifier(r.open(floats), classes)));
      }
      byte[] codes = QdqExport.of(integers);
      all.add(new Contender(INT8, model.images().size(), () -> new OnnxClassifier(r.open(codes), classes)));
    });
    if (IntProducts.hasVectors() && ComputePath.chosen() == ComputePath.NATIVE) {
      all.add(new Contender("path vector", model.images().size(), () -> new IntegerVit(integers, ComputePath.VECTOR)));
    }
    all.add(new Contender("path plain", 1, () -> new IntegerVit(integers, ComputePath.PLAIN)));
    all.add(new Contender("float network", model.images().size(), () -> new FloatClassifier(new FloatVit(model.checkpoint()))));
    return all;
  }
}
