package vit2rtl.cli.onnx;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.cli.arguments.ImageArguments;
import vit2rtl.cli.output.ExitCode;
import vit2rtl.cli.output.Outputs;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.io.AtomicFile;
import vit2rtl.golden.network.IntegerNetwork;
import vit2rtl.golden.network.ModelFile;
import vit2rtl.golden.network.QuantizedModel;
import vit2rtl.golden.onnx.OnnxExport;
import vit2rtl.golden.onnx.graph.Taps;
import vit2rtl.golden.onnx.qdq.QdqExport;
import vit2rtl.golden.onnx.run.OnnxComparison;
import vit2rtl.golden.onnx.run.OnnxDifference;
import vit2rtl.golden.onnx.run.OnnxRuntime;
import vit2rtl.golden.onnx.run.OnnxRuntimeException;
import vit2rtl.sim.tool.ToolException;

/** {@code verify onnx}: every integer tensor in ONNX Runtime against the golden model. */
@Command(name = "onnx", mixinStandardHelpOptions = true,
    description = "Runs the exported network in ONNX Runtime, which is fetched on first use, and compares every integer tensor"
        + " with the golden model's. Ends with 1 where one differs. With --qdq: how often another network names the same class.")
public final class VerifyOnnxCommand implements Callable<Integer> {
  @Option(names = "--model", paramLabel = "M.safetensors", required = true,
      description = "Integer model, as quantize writes it.")
  private Path model;

  @Option(names = "--onnx", paramLabel = "F.onnx",
      description = "Run this file, written by export onnx --taps, instead of one made now.")
  private Path onnx;

  @Option(names = "--qdq", description = "Run the network of floats that export onnx --qdq writes, whose tensors are others, and"
      + " say how many images it classifies as the golden model does and, where labels are known, rightly.")
  private boolean qdq;

  @Mixin
  private ImageArguments data;

  @Option(names = "--json", paramLabel = "R.json", description = "Also write the figures as JSON.")
  private Path json;

  @Override
  public Integer call() {
    Outputs.files(json);
    QuantizedModel network = ModelFile.any(model);
    Images images = data.open(network.imageFormat(), Integer.MAX_VALUE);
    if (qdq) {
      return new QdqAccuracy(network, onnx == null ? QdqExport.of(network) : read(onnx)).measure(images, json);
    }
    byte[] file = onnx == null ? OnnxExport.of(network, Taps.EVERY_TENSOR) : read(onnx);
    OnnxRuntime runtime = OnnxRuntimeJar.load();
    OnnxComparison result = compare(runtime, file, network.network(), images);
    System.out.printf(Locale.ROOT, "%s in ONNX Runtime %s: %d images, %d tensors each, %d elements, %d mismatches%n",
        onnx == null ? model : onnx, runtime.version(), result.images(), result.tensors(), result.elements(),
        result.mismatches());
    System.out.println("digest: " + result.digest());
    result.first().ifPresent(first -> System.out.println("first difference: " + first));
    if (json != null) {
      AtomicFile.write(json, json(result).toPrettyString() + "\n");
    }
    return result.mismatches() == 0 ? 0 : ExitCode.COMPARISON_FAILED;
  }

  private static OnnxComparison compare(OnnxRuntime runtime, byte[] file, IntegerNetwork golden, Images images) {
    try (ProgressBar bar = Progress.bar("verify onnx", images.size())) {
      return OnnxComparison.run(runtime, file, golden, images, done -> bar.step());
    } catch (OnnxRuntimeException e) {
      throw new ToolException(e.getMessage(), e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InputException(file + " cannot be read (" + e.getClass().getSimpleName() + "); name a file that export onnx"
          + " --taps wrote", e);
    }
  }

  private static ObjectNode json(OnnxComparison result) {
    ObjectNode node = new ObjectMapper().createObjectNode();
    node.put("images", result.images()).put("tensors", result.tensors()).put("elements", result.elements())
        .put("mismatches", result.mismatches()).put("digest", result.digest());
    node.set("firstDifference", result.first().map(VerifyOnnxCommand::json).orElse(null));
    return node;
  }

  private static ObjectNode json(OnnxDifference first) {
    return new ObjectMapper().createObjectNode().put("image", first.image()).put("tensor", first.tensor())
        .put("index", first.index()).put("row", first.row()).put("column", first.column())
        .put("expected", first.expected()).put("actual", first.actual());
  }
}
