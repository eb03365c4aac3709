package vit2rtl.golden.network;

import static vit2rtl.golden.network.Float64Product.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.ops.HeadNorms;
import vit2rtl.golden.ops.PtfEmbedding;
import vit2rtl.golden.ops.PtfJoin;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.ops.ResidualAdd;
import vit2rtl.golden.ops.WideAdd;
import vit2rtl.golden.ops.WideEmbedding;
import vit2rtl.golden.ops.WindowParams;
import vit2rtl.golden.vit.Pooling;
import vit2rtl.golden.vit.VitShape;

/**
 * The quantised graph once more in 64-bit floats, from a model's weights, constants, scales and zero points: it
 * computes real values of codes, real functions of them (square root, error function, division) and rounds to the
 * nearest code of each tensor's grid, half up. What the graph itself approximates it takes from the specification:
 * i-exp's parabola ({@link Float64Attention}), 1/√2 ({@link Float64Context}) and the number formats inside LayerNorm
 * ({@link Float64NormQuantisers}); the caller may have LayerNorm without these. It shares no arithmetic with the
 * integer operators; multipliers and shifts of requantisers are not used, the scales are.
 */
final class Float64Simulation {
  private static final double LAST_BITS = 1e-9;

  private final Map<String, TensorGrid> grids;
  private final HeadParams head;
  private final VitShape shape;
  private final Map<String, int[]> given;
  private final Float64Attention.Exp exp;
  private final Float64Norm norm;
  private final Map<String, double[]> codes;

  /** Of tokens of a shape; {@code codes} receives what is computed. */
  Float64Simulation(Map<String, TensorGrid> grids, HeadParams head, VitShape shape, Map<String, int[]> given,
      Float64Attention.Exp exp, Float64Norm norm, Map<String, double[]> codes) {
    this.exp = exp;
    this.norm = norm;
    this.grids = grids;
    this.head = head;
    this.shape = shape;
    this.given = given;
    this.codes = codes;
  }

  private static Float64Simulation of(QuantizedVit model, Map<String, int[]> given, Float64Attention.Exp exp,
      Float64Norm norm) {
    return new Float64Simulation(model.grids(), model.head(), model.shape(), given, exp, norm, new LinkedHashMap<>());
  }

  /** The same of a network of any kind. */
  static Map<String, double[]> whole(QuantizedModel model, Image image, Float64Attention.Exp exp, Float64Norm norm) {
    return model instanceof QuantizedSwin swin ? Float64Swin.whole(swin, image, exp, norm)
        : whole((QuantizedVit) model, image, exp, norm);
  }

  /** Codes of every tensor, each computed from those before it. */
  static Map<String, double[]> whole(QuantizedVit model, Image image, Float64Attention.Exp exp, Float64Norm norm) {
    return of(model, Map.of(), exp, norm).run(model, image);
  }

  /** Codes of every tensor with a real root in LayerNorm, each computed from the given codes of those before it. */
  static Map<String, double[]> stepwise(QuantizedVit model, Image image, Map<String, int[]> given,
      Float64Attention.Exp exp) {
    return of(model, given, exp, Float64Norm::realRoot).run(model, image);
  }

  private Map<String, double[]> run(QuantizedVit model, Image image) {
    double[] stream = pass("embed", embed(model, linear(model.patch(), patches(image, shape.grid(), shape.patch()))));
    String from = "embed";
    if (model.extras().normPre().isPresent()) {
      StreamNorm pre = model.extras().normPre().get();
      stream = norm("norm_pre", pre.norm(), stream, from);
      from = "norm_pre";
      if (pre.toStream().isPresent()) {
        stream = pass("norm_pre.out",
            quantise(values(stream, from), grid("norm_pre.out"), pre.toStream().get().output()));
        from = "norm_pre.out";
      }
    }
    for (int i = 0; i < shape.depth(); i++) {
      stream = block("blocks." + i + ".", model.blocks().get(i), stream, from, Optional.empty());
      from = "blocks." + i + ".out";
    }
    head(stream, from);
    return codes;
  }

  void head(double[] stream, String from) {
    List<double[]> inputs = inputs(stream, from);
    double[] logits = new double[shape.classes()];
    for (int h = 0; h < head.heads().size(); h++) {
      double[] values = values(linear(head.heads().get(h), inputs.get(h)), h == 0 ? "head.acc" : "head_dist.acc");
      Requantizer to = head.logits().get(h);
      for (int c = 0; c < logits.length; c++) {
        double step = values[c] / (head.heads().size() * grid("logits").scale()[0]);
        logits[c] += clip(round(step) + to.zeroPoint(), to.output());
      }
    }
    pass("logits", logits);
  }

  /** Codes that each head reads. */
  private List<double[]> inputs(double[] stream, String from) {
    Pooling pooling = shape.variant().pooling();
    int width = shape.width();
    double[] normed;
    if (pooling.meanFirst()) {
      double[] mean = pass("norm.in", quantise(mean(values(stream, from)), grid("norm.in"),
          IntRange.of(head.norm().norm().input())));
      normed = pass("norm", norm.apply(head.norm().norm(), grid("norm.in"), mean));
    } else {
      normed = norm("norm", head.norm(), Arrays.copyOf(stream, shape.normRows() * width), from);
    }
    List<double[]> inputs = new ArrayList<>();
    for (int h = 0; h < head.heads().size(); h++) {
      boolean averaged = pooling == Pooling.NORM_THEN_PATCH_MEAN || pooling == Pooling.TOKEN_AND_PATCH_MEAN && h == 1;
      inputs.add(represented(averaged ? pass("pooled", quantise(mean(values(normed, "norm")), grid("pooled"),
          head.mean().orElseThrow().codes().output())) : Arrays.copyOfRange(normed, h * width, (h + 1) * width)));
    }
    return inputs;
  }

  /** Of the averaged tokens. */
  private double[] mean(double[] tokens) {
    double[] mean = new double[shape.width()];
    for (int i = shape.firstAveraged() * mean.length; i < tokens.length; i++) {
      mean[i % mean.length] += tokens[i];
    }
    return Arrays.stream(mean).map(sum -> sum / (shape.tokens() - shape.firstAveraged())).toArray();
  }

  private double[] represented(double[] row) {
    if (head.representation().isEmpty()) {
      return row;
    }
    Representation layer = head.representation().get();
    double[] before = pass("pre_logits", quantise(values(linear(layer.layer(), row), "pre_logits.fc.acc"),
        grid("pre_logits"), layer.codes().output()));
    return pass("pre_logits.tanh", quantise(Arrays.stream(values(before, "pre_logits")).map(Math::tanh).toArray(),
        grid("pre_logits.tanh"), layer.tanh().output()));
  }

  static double[] patches(Image image, int grid, int side) {
    double[] pixels = new double[image.pixels().length];
    for (int i = 0; i < pixels.length; i++) {
      int area = side * side;
      int patch = i / (area * image.channels());
      int within = i % (area * image.channels());
      pixels[i] = image.at(within / area, patch / grid * side + within % area / side, patch % grid * side + within % side);
    }
    return pixels;
  }

  private double[] embed(QuantizedVit model, double[] sums) {
    double[] values = values(sums, "patch_embed.acc");
    if (model.embedding() instanceof WideEmbedding wide) {
      double[] stream = toDoubles(wide.table());
      int leading = stream.length - values.length;
      for (int i = 0; i < values.length; i++) {
        stream[leading + i] = clip(stream[leading + i] + round(values[i] / grid("embed").scale()[0]), wide.output());
      }
      return stream;
    }
    PtfEmbedding ptf = (PtfEmbedding) model.embedding();
    double base = grid("embed").scale()[0] * Math.pow(2, -ptf.add().alpha()[0]);
    double unit = base * Math.pow(2, -ptf.add().shift());
    double[] positions = toDoubles(ptf.positions());
    double[] patches = quantise(values, grid("patch_embed"), ptf.patchCodes().output());
    double[] tokens = Arrays.copyOf(toDoubles(ptf.leading()), positions.length);
    int leading = positions.length - patches.length;
    double scale = grid("patch_embed").scale()[0];
    for (int i = 0; i < patches.length; i++) {
      double value = scale * (patches[i] - grid("patch_embed").zeroPoint());
      tokens[leading + i] = clip(
          round(value / (ptf.add().aFactor() * unit)) + ptf.tokenCodes().zeroPoint(), ptf.tokenCodes().output());
    }
    double[] sum = new double[tokens.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = (tokens[i] - ptf.add().a().zero()) * ptf.add().aFactor() * unit
          + (positions[i] - ptf.add().bZero()) * ptf.add().bFactor() * unit;
    }
    return quantise(sum, grid("embed"), ptf.output());
  }

  double[] block(String name, BlockParams params, double[] stream, String streamName, Optional<WindowParams> windows) {
    double[] normed = norm(name + "norm1", params.norm1(), stream, streamName);
    double[] qkv = pass(name + "attn.qkv", quantise(values(linear(params.qkv(), normed), name + "attn.qkv.acc"),
        grid(name + "attn.qkv"), params.qkvCodes().output()));
    TensorGrid multiplied = grid(name + "attn.qkv");
    if (params.headNorms().isPresent()) {
      double[] heads = pass(name + "attn.qk_norm", headNorms(params.headNorms().get(), multiplied, qkv));
      qkv = HeadRows.joined(qkv, heads, shape);
      multiplied = HeadRows.joined(multiplied, grid(name + "attn.qk_norm"), shape);
    }
    TensorGrid qkvGrid = multiplied;
    Float64Attending attention = windows.<Float64Attending>map(w -> new Float64Windows(w, params.attention(), qkvGrid,
        grid(name + "attn.scores"), grid(name + "attn.context"), exp)).orElseGet(() -> new Float64Attention(
        params.attention(), shape.tokens(), new int[0], qkvGrid, grid(name + "attn.scores"), grid(name + "attn.context"), exp));
    double[] scores = pass(name + "attn.scores", attention.scores(qkv));
    double[] weights = pass(name + "attn.softmax", attention.softmax(scores));
    double[] context = pass(name + "attn.context", attention.context(weights, qkv));
    double[] middle = pass(name + "attn.out", join(params.attentionAdd(), stream, streamName,
        values(linear(params.proj(), context), name + "attn.proj.acc"), name + "attn.proj", name + "attn.out"));
    double[] second = norm(name + "norm2", params.norm2(), middle, name + "attn.out");
    double[] hidden = pass(name + "mlp.fc1", quantise(values(linear(params.fc1(), second), name + "mlp.fc1.acc"),
        grid(name + "mlp.fc1"), params.fc1Codes().output()));
    double[] active = values(hidden, name + "mlp.fc1");
    for (int i = 0; i < active.length; i++) {
      active[i] = shape.variant().activation().of(active[i]);
    }
    active = pass(name + "mlp.gelu", quantise(active, grid(name + "mlp.gelu"), params.gelu().output()));
    return pass(name + "out", join(params.mlpAdd(), middle, name + "attn.out",
        values(linear(params.fc2(), active), name + "mlp.fc2.acc"), name + "mlp.fc2", name + "out"));
  }

  /** The stream plus a branch given as real values. */
  private double[] join(ResidualAdd add, double[] stream, String streamName, double[] branch, String branchName,
      String result) {
    if (add instanceof WideAdd) {
      double[] sum = values(stream, streamName);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += branch[i];
      }
      return quantise(sum, grid(result), add.output());
    }
    double[] sum = values(stream, streamName);
    double[] term = values(quantise(branch, grid(branchName), ((PtfJoin) add).codes().output()), branchName);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += term[i];
    }
    return quantise(sum, grid(result), add.output());
  }

  double[] norm(String name, NormParams params, double[] stream, String streamName) {
    String input = params.input().isPresent() ? name + ".in" : streamName;
    double[] in = params.input().isPresent()
        ? pass(input, quantise(values(stream, streamName), grid(input), IntRange.of(params.norm().input()))) : stream;
    return pass(name, norm.apply(params.norm(), grid(input), in));
  }

  private double[] headNorms(HeadNorms norms, TensorGrid grid, double[] qkv) {
    double[] normed = new double[shape.tokens() * 2 * shape.width()];
    for (int h = 0; h < norms.norms().size(); h++) {
      double[] rows = norm.apply(norms.norms().get(h), HeadRows.grid(grid, h, shape), HeadRows.of(qkv, h, shape));
      HeadRows.put(normed, rows, h, shape);
    }
    return normed;
  }

  TensorGrid grid(String name) {
    return grids.get(name);
  }

  /** What codes stand for. */
  double[] values(double[] tensor, String name) {
    TensorGrid grid = grid(name);
    double[] scale = grid.scale();
    double[] values = new double[tensor.length];
    for (int row = 0; row < values.length; row += scale.length) {
      for (int c = 0; c < scale.length; c++) {
        values[row + c] = (tensor[row + c] - grid.zeroPoint()) * scale[c];
      }
    }
    return values;
  }

  /** Codes of values whose columns are the grid's. */
  static double[] quantise(double[] values, TensorGrid grid, IntRange range) {
    double[] scale = grid.scale();
    double[] quantised = new double[values.length];
    for (int row = 0; row < quantised.length; row += scale.length) {
      for (int c = 0; c < scale.length; c++) {
        quantised[row + c] = clip(round(values[row + c] / scale[c]) + grid.zeroPoint(), range);
      }
    }
    return quantised;
  }

  /** Half up, as every requantisation rounds by definition; what misses a half by a double's last bits is a half. */
  static double round(double value) {
    return Math.floor(value + 0.5 + LAST_BITS);
  }

  static double clip(double code, IntRange range) {
    return Math.max(range.min(), Math.min(range.max(), code));
  }

  /** Notes a tensor and hands on what the next operator is to see. */
  double[] pass(String name, double[] computed) {
    codes.put(name, computed);
    return given.isEmpty() ? computed : toDoubles(given.get(name));
  }

  private static double[] toDoubles(int[] integers) {
    return Arrays.stream(integers).asDoubleStream().toArray();
  }
}
