package vit2rtl.cli.onnx;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vit2rtl.cli.output.Outputs;
import vit2rtl.golden.io.AtomicFile;
import vit2rtl.golden.network.ModelFile;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.onnx.OnnxExport;
import vit2rtl.golden.onnx.graph.Taps;
import vit2rtl.golden.vit.VitShape;

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
    QuantizedVit network = ModelFile.read(model);
    byte[] file = OnnxExport.of(network, taps ? Taps.EVERY_TENSOR : Taps.RESULT);
    AtomicFile.write(out, place -> Files.write(place, file));
    VitShape shape = network.shape();
    System.out.printf(Locale.ROOT, "%s: %,d bytes; input %s uint8 [images, %d, %d, %d], output logits int32 [images,"
        + " %d]%s%n", out, file.length, OnnxExport.INPUT, shape.channels(), shape.imageSize(), shape.imageSize(), shape.classes(),
        taps ? ", every tensor on the way" : "");
    return 0;
  }
}
