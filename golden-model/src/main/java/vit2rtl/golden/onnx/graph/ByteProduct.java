package vit2rtl.golden.onnx.graph;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import vit2rtl.golden.IntRange;

/**
 * Matrix products of bytes by MatMulInteger, into 32 bits. Both sides have one sign, for ONNX Runtime's product of unsigned
 * by signed bytes saturates on processors without VNNI: signed codes meet int8 weights, unsigned codes meet weights + 128 as
 * uint8, of which the operator takes 128 again. Codes beyond 8 bits are multiplied in 32 bits.
 */
public final class ByteProduct {
  private static final int MIDDLE = 128;

  private ByteProduct() {}

  /**
   * x · w.
   *
   * @param x       rows of codes
   * @param weights int8, row-major [inputs, outputs]
   * @param name    of the weights
   */
  public static Value withWeights(Value x, long[] weights, int inputs, int outputs, String name, IntRange proven) {
    Graph graph = x.graph();
    return switch (x.type()) {
      case INT8 -> integer(x, weights(graph, ElementType.INT8, weights, inputs, outputs, name), null, null, proven);
      case UINT8 -> integer(x, weights(graph, ElementType.UINT8, LongStream.of(weights).map(w -> w + MIDDLE).toArray(),
          inputs, outputs, name), null, graph.scalar(ElementType.UINT8, MIDDLE), proven);
      default -> x.to(ElementType.INT32).matmul(
          weights(graph, ElementType.INT8, weights, inputs, outputs, name).to(ElementType.INT32), proven);
    };
  }

  /** (x − zeroPoint) · (y − zeroPoint), both codes of one byte type. */
  public static Value ofCodes(Value x, Value y, int zeroPoint, IntRange proven) {
    if (x.type() != y.type() || x.type() == ElementType.INT32) {
      return x.to(ElementType.INT32).minus(zeroPoint).matmul(y.to(ElementType.INT32).minus(zeroPoint), proven);
    }
    Value zero = zeroPoint == 0 ? null : x.graph().scalar(x.type(), zeroPoint);
    return integer(x, y, zero, zero, proven);
  }

  private static Value weights(Graph graph, ElementType type, long[] values, int inputs, int outputs, String name) {
    return graph.label(graph.constant(type, values, inputs, outputs), name);
  }

  private static Value integer(Value x, Value y, Value xZero, Value yZero, IntRange proven) {
    List<Value> inputs = xZero == null && yZero == null ? List.of(x, y) : Arrays.asList(x, y, xZero, yZero);
    return x.graph().node("MatMulInteger", ElementType.INT32, proven, inputs);
  }
}
