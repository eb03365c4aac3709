package vit2rtl.golden.onnx.qdq;

import vit2rtl.golden.Version;
import vit2rtl.golden.network.QuantizedModel;
import vit2rtl.golden.network.QuantizedSwin;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.onnx.OnnxExport;
import vit2rtl.golden.onnx.graph.Graph;
import vit2rtl.golden.onnx.graph.OnnxFile;
import vit2rtl.golden.onnx.graph.Taps;

/**
 * A quantised network as an ONNX file of floats between QuantizeLinear and DequantizeLinear: both inputs of every product are
 * codes of 8 bits on the model's grids, weights per output; everything else is a float, LayerNorm, softmax, GELU and the
 * residual stream with it. Input {@code pixels} uint8 [images, channels, height, width], output {@code logits} float [images,
 * classes]. Probabilities of attention, whose logarithmic codes have no scale, are uint8 codes in steps of 1/255.
 *
 * <p>Its logits are not the integer network's: QuantizeLinear rounds halves to even, and there are no PTF codes.
 */
public final class QdqExport {
  private QdqExport() {}

  /** The bytes of the file. */
  public static byte[] of(QuantizedModel model) {
    Graph graph = new Graph(Taps.RESULT);
    QdqLayers layers = new QdqLayers(graph, model.grids());
    if (model instanceof QuantizedSwin swin) {
      new QdqSwin(layers, swin).build();
    } else {
      new QdqVit(layers, (QuantizedVit) model).build();
    }
    return new OnnxFile(graph, "vision transformer with QuantizeLinear and DequantizeLinear", Version.TOOL,
        OnnxExport.notes(model)).bytes();
  }
}
