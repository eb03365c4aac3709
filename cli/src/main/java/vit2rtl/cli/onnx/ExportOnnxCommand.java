package vit2rtl.cli.onnx;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vit2rtl.cli.output.Outputs;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.ImageFormat;
import vit2rtl.golden.io.AtomicFile;
import vit2rtl.golden.network.ModelFile;
import vit2rtl.golden.network.QuantizedModel;
import vit2rtl.golden.onnx.OnnxExport;
import vit2rtl.golden.onnx.graph.Taps;
import vit2rtl.golden.onnx.qdq.QdqExport;

/** {@code export onnx}: the integer network as an ONNX file. */
@Command(name = "onnx", mixinStandardHelpOptions = true,
    description = "Writes the integer network as ONNX: standard operators on integers alone, opset 17, any number of images,"
        + " uint8 pixels in, int32 logits out. Every tensor has its name and, in ONNX Runtime, the golden model's integers"
        + " (docs/onnx.md; verify onnx). With --qdq a network of floats instead.")
public final class ExportOnnxCommand implements Callable<Integer> {
  @Option(names = "--model", paramLabel = "M.safetensors", required = true,
      description = "Integer model, as quantize writes it.")
  private Path model;

  @Option(names = "--out", paramLabel = "F.onnx", required = true, description = "The file to write.")
  private Path out;

  @Option(names = "--taps", description = "Every integer tensor becomes an output, in the order they are computed; their"
      + " SHA-256 is what eval --digest prints.")
  private boolean taps;

  @Option(names = "--qdq", description = "Instead floats with QuantizeLinear and DequantizeLinear around every product, from the"
      + " model's scales, for tools that want such: another network with other logits (verify onnx --qdq).")
  private boolean qdq;

  @Override
  public Integer call() {
    Outputs.files(out);
    if (qdq && taps) {
      throw new InputException("--qdq and --taps: a network of floats has no integer tensors to show; allowed: one of them");
    }
    QuantizedModel network = ModelFile.any(model);
    byte[] file = qdq ? QdqExport.of(network) : OnnxExport.of(network, taps ? Taps.EVERY_TENSOR : Taps.RESULT);
    AtomicFile.write(out, place -> Files.write(place, file));
    ImageFormat format = network.imageFormat();
    System.out.printf(Locale.ROOT, "%s: %,d bytes; input %s uint8 [images, %d, %d, %d], output logits %s [images,"
        + " %d]%s%n", out, file.length, OnnxExport.INPUT, format.channels(), format.side(), format.side(),
        qdq ? "float" : "int32", format.classes(),
        taps ? ", every tensor on the way" : "");
    return 0;
  }
}
