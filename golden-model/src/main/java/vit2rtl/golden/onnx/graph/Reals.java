package vit2rtl.golden.onnx.graph;

import java.util.Arrays;
import java.util.List;
import vit2rtl.golden.IntRange;

/**
 * Operations on real numbers of 32 bits, with QuantizeLinear and DequantizeLinear between them and codes. Nothing is proven of
 * their ranges, and they round as whoever runs the graph rounds.
 *
 * @param graph that they are added to
 */
public record Reals(Graph graph) {
  private static final IntRange ANY = ElementType.FLOAT.range();

  /** Constants; without {@code dims} a scalar. */
  public Value constant(double[] values, int... dims) {
    long[] bits = Arrays.stream(values).mapToLong(v -> Float.floatToRawIntBits((float) v)).toArray();
    return graph.constant(ElementType.FLOAT, bits, dims);
  }

  public Value scalar(double value) {
    return constant(new double[] {value});
  }

  /** One for each channel, the last axis. */
  public Value vector(double[] values) {
    return constant(values, values.length);
  }

  public Value plus(Value a, Value b) {
    return node("Add", a, b);
  }

  public Value times(Value a, Value b) {
    return node("Mul", a, b);
  }

  public Value over(Value a, Value b) {
    return node("Div", a, b);
  }

  public Value product(Value a, Value b) {
    return node("MatMul", a, b);
  }

  /** An operator on one value: Erf, Tanh, Sigmoid, Relu. */
  public Value of(String operator, Value x) {
    return node(operator, x);
  }

  /** Softmax along the last axis. */
  public Value softmax(Value x) {
    return node("Softmax", List.of(x), Attribute.number("axis", -1));
  }

  /** x·Φ(x), in the form that ONNX Runtime makes one operator of. */
  public Value gelu(Value x) {
    return half(x, of("Erf", over(x, scalar(Math.sqrt(2)))));
  }

  /** x/2·(1 + y). */
  public Value half(Value x, Value y) {
    return times(times(x, plus(y, scalar(1))), scalar(0.5));
  }

  /** (x − µ)/√(σ² + ε)·γ + β along the last axis. */
  public Value layerNorm(Value x, double[] gamma, double[] beta, double epsilon) {
    return node("LayerNormalization", List.of(x, vector(gamma), vector(beta)), Attribute.number("axis", -1),
        Attribute.real("epsilon", (float) epsilon));
  }

  /** The mean along an axis, which becomes 1. */
  public Value mean(Value x, int axis) {
    return node("ReduceMean", List.of(x), Attribute.list("axes", axis));
  }

  /** x on a grid of codes and back: QuantizeLinear, DequantizeLinear. */
  public Value quantised(Value x, double scale, int zeroPoint, ElementType codes) {
    Value zero = graph.scalar(codes, zeroPoint);
    return dequantised(graph.node("QuantizeLinear", codes, codes.range(), List.of(x, scalar(scale), zero)), scale, zeroPoint);
  }

  /** What codes stand for. */
  public Value dequantised(Value codes, double scale, int zeroPoint) {
    return node("DequantizeLinear", List.of(codes, scalar(scale), graph.scalar(codes.type(), zeroPoint)));
  }

  /** Constant weights, int8 [inputs, outputs], with a scale for each output. */
  public Value weights(long[] codes, int inputs, double[] scale, String name) {
    Value stored = graph.label(graph.constant(ElementType.INT8, codes, inputs, scale.length), name);
    return node("DequantizeLinear", List.of(stored, vector(scale), graph.vector(ElementType.INT8, new long[scale.length])),
        Attribute.number("axis", 1));
  }

  private Value node(String operator, Value... from) {
    return node(operator, List.of(from));
  }

  private Value node(String operator, List<Value> from, Attribute... attributes) {
    return graph.node(operator, ElementType.FLOAT, ANY, from, attributes);
  }
}
