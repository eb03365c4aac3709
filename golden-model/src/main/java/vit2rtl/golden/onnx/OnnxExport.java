package vit2rtl.golden.onnx;

import java.util.LinkedHashMap;
import java.util.Map;
import vit2rtl.golden.Version;
import vit2rtl.golden.network.QuantizedModel;
import vit2rtl.golden.network.QuantizedSwin;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.onnx.graph.Graph;
import vit2rtl.golden.onnx.graph.OnnxFile;
import vit2rtl.golden.onnx.graph.Taps;

/**
 * A quantised network as an ONNX file of integers: input {@code pixels} uint8 [images, channels, height, width], output
 * {@code logits} int32 [images, classes]. Every tensor that {@link vit2rtl.golden.network.IntTap} names has that name and
 * those integers. Standard operators of opset 17 alone, no float, any number of images.
 *
 * <p>Every network that {@link vit2rtl.golden.network.IntegerNetwork} runs can be exported, but for score scales so small that
 * a row's exponentials leave no room in 64 bits, and constants of 2 GiB; both are refused.
 */
public final class OnnxExport {
  public static final String INPUT = "pixels";

  private OnnxExport() {}

  /** The bytes of the file. */
  public static byte[] of(QuantizedModel model, Taps outputs) {
    Graph graph = new Graph(outputs);
    if (model instanceof QuantizedSwin swin) {
      new SwinGraph(graph, swin).build();
    } else {
      new VitGraph(graph, (QuantizedVit) model).build();
    }
    return new OnnxFile(graph, "vision transformer in integers", Version.TOOL, notes(model)).bytes();
  }

  /** What a file says of its network: where it comes from, and the names of its classes. */
  public static Map<String, String> notes(QuantizedModel model) {
    Map<String, String> notes = new LinkedHashMap<>(model.origin());
    if (!model.classes().isEmpty()) {
      notes.put("classes", String.join("\n", model.classes()));
    }
    return notes;
  }
}
