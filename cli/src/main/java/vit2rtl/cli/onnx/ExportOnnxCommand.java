package vit2rtl.cli.onnx;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vit2rtl.cli.output.Outputs;
import vit2rtl.golden.data.ImageFormat;
import vit2rtl.golden.io.AtomicFile;
import vit2rtl.golden.network.ModelFile;
import vit2rtl.golden.network.QuantizedModel;
import vit2rtl.golden.onnx.OnnxExport;
import vit2rtl.golden.onnx.graph.Taps;

/** {@code export onnx}: the integer network as an ONNX file. */
@Command(name = "onnx", mixinStandardHelpOptions = true,
    description = "Writes the integer network as ONNX: standard operators on integers alone, opset 17, any number of images,"
        + " uint8 pixels in, int32 logits out. Every tensor has its name and, in ONNX Runtime, the golden model's integers"
        + " (docs/onnx.md; verify onnx).")
public final class ExportOnnxCommand implements Callable<Integer> {
  @Option(names = "--model", paramLabel = "M.safetensors", required = true,
      description = "Integer model, as quantize writes it.")
  private Path model;

  @Option(names = "--out", paramLabel = "F.onnx", required = true, description = "The file to write.")
  private Path out;

  @Option(names = "--taps", description = "Every integer tensor becomes an output, in the order they are computed; their"
      + " SHA-256 is what eval --digest prints.")
  private boolean taps;

  @Override
  public Integer call() {
    Outputs.files(out);
    QuantizedModel network = ModelFile.any(model);
    byte[] file = OnnxExport.of(network, taps ? Taps.EVERY_TENSOR : Taps.RESULT);
    AtomicFile.write(out, place -> Files.write(place, file));
    ImageFormat format = network.imageFormat();
    System.out.printf(Locale.ROOT, "%s: %,d bytes; input %s uint8 [images, %d, %d, %d], output logits int32 [images,"
        + " %d]%s%n", out, file.length, OnnxExport.INPUT, format.channels(), format.side(), format.side(), format.classes(),
        taps ? ", every tensor on the way" : "");
    return 0;
  }
}
