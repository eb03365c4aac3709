package vit2rtl.golden.onnx;

import java.util.stream.IntStream;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.onnx.graph.ByteProduct;
import vit2rtl.golden.onnx.graph.ElementType;
import vit2rtl.golden.onnx.graph.Value;
import vit2rtl.golden.ops.LinearParams;

/** {@link vit2rtl.golden.ops.Linear}: a product with constant weights [inputs, outputs], then the bias, in 32 bits. */
final class LinearGraph {
  private LinearGraph() {}

  static Value apply(LinearParams layer, Value x) {
    int inputs = layer.inputs();
    int outputs = layer.outputs();
    byte[] rows = layer.weights();
    long[] columns = new long[rows.length];
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        columns[i * outputs + o] = rows[o * inputs + i];
      }
    }
    // Every order of adding stays within this range, so the sum without bias does, too.
    IntRange proven = IntStream.range(0, outputs).mapToObj(layer::accumulator).reduce(IntRange::union).orElseThrow();
    Value product = ByteProduct.withWeights(x, columns, inputs, outputs, layer.name() + ".weight", proven);
    Value bias = x.graph().label(x.graph().constant(ElementType.INT32,
        IntStream.of(layer.bias()).asLongStream().toArray(), outputs), layer.name() + ".bias");
    return product.plus(bias, proven);
  }
}
