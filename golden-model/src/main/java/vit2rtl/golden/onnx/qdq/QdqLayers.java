package vit2rtl.golden.onnx.qdq;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.DoubleStream;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.data.ImageFormat;
import vit2rtl.golden.layernorm.LayerNorm;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.network.NormParams;
import vit2rtl.golden.network.TensorGrid;
import vit2rtl.golden.onnx.PatchesGraph;
import vit2rtl.golden.onnx.graph.ElementType;
import vit2rtl.golden.onnx.graph.Graph;
import vit2rtl.golden.onnx.graph.Reals;
import vit2rtl.golden.onnx.graph.Value;
import vit2rtl.golden.ops.LinearParams;
import vit2rtl.golden.vit.Activation;

/**
 * Layers in floats from their integers: what a code stands for is said by the grids. Where a grid has a scale for each channel,
 * values are first multiplied onto the greatest of them, so that each pair of QuantizeLinear and DequantizeLinear has one scale;
 * the weights behind are those of that scale.
 */
final class QdqLayers {
  private static final double ROOT_TWO_OVER_PI = 0.7978845608028654;
  private static final double CUBE = 0.044715;
  private static final double QUICK = 1.702;
  private static final double PROBABILITY = 1.0 / 255;

  private final Graph graph;
  private final Reals reals;
  private final Map<String, TensorGrid> grids;

  QdqLayers(Graph graph, Map<String, TensorGrid> grids) {
    this.graph = graph;
    this.reals = new Reals(graph);
    this.grids = grids;
  }

  Graph graph() {
    return graph;
  }

  Reals reals() {
    return reals;
  }

  /** What the codes of a tensor stand for. */
  TensorGrid grid(String tensor) {
    return grids.get(tensor);
  }

  /** The one scale of a tensor's codes in this graph. */
  static double base(double... scale) {
    return DoubleStream.of(scale).max().orElseThrow();
  }

  /**
   * Values on a grid of codes and back, every channel on the greatest scale.
   *
   * @param worth what 1 of each channel of x stands for; none: 1
   */
  Value quantised(Value x, double[] worth, TensorGrid grid, IntRange codes) {
    double base = base(grid.scale());
    double[] factor = new double[Math.max(worth.length, grid.scale().length)];
    Arrays.setAll(factor, c -> (worth.length == 0 ? 1 : worth[worth.length == 1 ? 0 : c]) * base / grid.scale(c));
    Value scaled = DoubleStream.of(factor).allMatch(f -> f == 1) ? x : reals.times(x, reals.vector(factor));
    return reals.quantised(scaled, base, grid.zeroPoint(), ElementType.holding(codes));
  }

  /** The sums of the patch embedding of the graph's input, which needs no QuantizeLinear: pixels are codes. */
  Value patches(LinearParams layer, String sums, ImageFormat format, int patch) {
    TensorGrid pixels = grid("patches");
    Value values = reals.dequantised(PatchesGraph.apply(graph, format, patch), base(pixels.scale()), pixels.zeroPoint());
    return product(layer, pixels, grid(sums), values);
  }

  /** A layer behind the tensor of a name. */
  Value linear(LinearParams layer, String input, String sums, Value x) {
    TensorGrid grid = grid(input);
    return product(layer, grid, grid(sums), quantised(x, new double[0], grid, layer.input()));
  }

  /** The same of values that have been quantised. */
  Value product(LinearParams layer, TensorGrid input, TensorGrid sums, Value x) {
    int inputs = layer.inputs();
    int outputs = layer.outputs();
    byte[] rows = layer.weights();
    int[] bias = layer.bias();
    long[] columns = new long[rows.length];
    double[] scale = new double[outputs];
    double[] offset = new double[outputs];
    double base = base(input.scale());
    for (int o = 0; o < outputs; o++) {
      long all = 0;
      for (int i = 0; i < inputs; i++) {
        columns[i * outputs + o] = rows[o * inputs + i];
        all += rows[o * inputs + i];
      }
      double step = sums.scale(o);
      scale[o] = step / base;
      // The integer bias has the zero point in it, which DequantizeLinear takes away here.
      offset[o] = (bias[o] + input.zeroPoint() * all) * step;
    }
    return reals.plus(reals.product(x, reals.weights(columns, inputs, scale, layer.name() + ".weight")),
        graph.label(reals.vector(offset), layer.name() + ".bias"));
  }

  /**
   * A LayerNorm in floats, under its name.
   *
   * @param stream tensor that it reads: where its codes are the norm's input, their grid goes by that name
   */
  Value norm(NormParams params, String name, String stream, Value x) {
    LayerNormParams norm = params.norm();
    TensorGrid out = grid(name);
    double[] gamma = gamma(norm, out, 0);
    double[] beta = beta(norm, out, 0);
    return reals.layerNorm(x, gamma, beta, epsilon(norm, grids.getOrDefault(name + ".in", grid(stream)).scale(0)));
  }

  /** γ: z has 18 fraction bits, z·G has F more than the code. */
  static double[] gamma(LayerNormParams norm, TensorGrid out, int first) {
    int[] gain = norm.gain();
    double[] gamma = new double[gain.length];
    Arrays.setAll(gamma, c -> Math.scalb((double) gain[c], LayerNorm.Z_FRACTION - norm.fraction()) * out.scale(first + c));
    return gamma;
  }

  /** β: the offset has the zero point and the rounding half in it. */
  static double[] beta(LayerNormParams norm, TensorGrid out, int first) {
    long[] offset = norm.offset();
    double[] beta = new double[offset.length];
    Arrays.setAll(beta, c -> (Math.scalb((double) offset[c], -norm.offsetFraction()) - 0.5 - out.zeroPoint())
        * out.scale(first + c));
    return beta;
  }

  /** @param scale of channel 0 of its input */
  static double epsilon(LayerNormParams norm, double scale) {
    double step = Math.scalb(scale, -norm.alpha()[0]) / norm.channels();
    return norm.epsilon() * step * step;
  }

  /** Probabilities as uniform codes and back. */
  Value probabilities(Value scores) {
    return reals.quantised(reals.softmax(scores), PROBABILITY, 0, ElementType.UINT8);
  }

  /** The function between the layers of an MLP. */
  Value active(Activation activation, Value x) {
    return switch (activation) {
      case GELU -> reals.gelu(x);
      case GELU_TANH -> reals.half(x, reals.of("Tanh", reals.times(reals.plus(x, reals.times(reals.times(reals.times(x, x), x),
          reals.scalar(CUBE))), reals.scalar(ROOT_TWO_OVER_PI))));
      case QUICK_GELU -> reals.times(x, reals.of("Sigmoid", reals.times(x, reals.scalar(QUICK))));
      case RELU -> reals.of("Relu", x);
    };
  }
}
