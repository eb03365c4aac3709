package vit2rtl.golden.recipe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.calibration.Calibration;
import vit2rtl.golden.layernorm.LayerNormCompiler;
import vit2rtl.golden.layernorm.LayerNormFloat;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.network.BlockParams;
import vit2rtl.golden.ops.AttentionParams;
import vit2rtl.golden.ops.AttentionWeights;
import vit2rtl.golden.ops.HeadNorms;
import vit2rtl.golden.ops.PtfJoin;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.quant.Interval;
import vit2rtl.golden.quant.Method;
import vit2rtl.golden.quant.PtfGrid;
import vit2rtl.golden.vit.VitExtra;
import vit2rtl.golden.vit.VitShape;

/**
 * The recipe {@code fqvit}: the paper's placement of quantisers, as its public reference has it, every requantisation
 * and GELU in integers. uint8 codes with one scale per tensor; PTF codes with K = 3 as the residual stream. Its layers, and
 * whole blocks of them.
 */
final class FqVitLayers {
  private static final IntRange UINT8 = IntRange.unsigned(8);
  private static final int REFERENCE_K = 3;
  private static final int CENTRE = 128;
  /** The reference leaves GELU's input in floats; 12 bits stay closest to it. */
  private static final IntRange GELU_INPUT = IntRange.unsigned(12);

  private final FloatLayers layers;
  private final VitShape shape;
  private final Calibration calibration;
  private final QuantizeOptions options;
  private final Method method;
  private final Grids grids;
  private final ScoreGrid scoreGrid;

  /** How the grid of attention scores follows from their interval. */
  @FunctionalInterface
  interface ScoreGrid {
    Grid of(IntRange codes, Interval interval);
  }

  /**
   * A block and what comes behind it.
   *
   * @param params  integers
   * @param stream  grid of the stream behind it
   * @param product what a step of the Q·Kᵀ accumulators is worth in scores
   */
  record Block(BlockParams params, PtfGrid stream, double product) {}

  FqVitLayers(FloatLayers layers, Calibration calibration, QuantizeOptions options, Grids grids, ScoreGrid scoreGrid) {
    this.layers = layers;
    this.shape = layers.shape();
    this.calibration = calibration;
    this.options = options;
    this.method = options.method().orElse(Method.MINMAX);
    this.grids = grids;
    this.scoreGrid = scoreGrid;
  }

  /** A residual add, its grids noted. */
  private PtfSum sum(PtfGrid stream, String branch, String result) {
    PtfSum sum = PtfSum.of(stream, Grid.asymmetric(UINT8, interval(branch)), stream(result));
    grids.put(branch, sum.branch());
    grids.put(result, sum.result());
    return sum;
  }

  /**
   * A block.
   *
   * @param name   which names of its tensors begin with
   * @param stream grid of the stream that enters it
   */
  Block block(String name, PtfGrid stream) {
    PtfSum middle = sum(stream, name + "attn.proj", name + "attn.out");
    PtfSum end = sum(middle.result(), name + "mlp.fc2", name + "out");
    Grid normed1 = grid(name + "norm1");
    boolean normedHeads = shape.variant().has(VitExtra.QK_NORM);
    Grid codes = normedHeads ? centred(name + "attn.qkv") : grid(name + "attn.qkv");
    Grid multiplied = normedHeads ? centred(name + "attn.qk_norm") : codes;
    LinearCompiler.Compiled qkv = linear(layers.qkv(name + "attn.qkv"), normed1, codes.scale());
    Grid scores = scores(name, multiplied);
    AttentionWeights weights = new AttentionCoder(options).weights(scores.scale(), interval(name + "attn.softmax").max());
    Grid context = context(name, codes.scale() * AttentionCoder.step(weights));
    LinearCompiler.Compiled proj =
        linear(layers.linear(name + "attn.proj", shape.width()), context, middle.branch().scale());
    Grid normed2 = grid(name + "norm2");
    Grid hidden = tableInput(name + "mlp.fc1");
    LinearCompiler.Compiled fc1 = linear(layers.linear(name + "mlp.fc1", shape.width()), normed2, hidden.scale());
    Grid active = grid(name + "mlp.gelu");
    LinearCompiler.Compiled fc2 = linear(layers.linear(name + "mlp.fc2", shape.mlp()), active, end.branch().scale());
    return new Block(new BlockParams(
        Norms.onCodes(layers, name + "norm1", stream, normed1), qkv.params(), to(codes, qkv.scale()),
        normedHeads ? Optional.of(headNorms(name, codes, multiplied)) : Optional.empty(),
        attention(codes, multiplied, scores, weights, context), proj.params(), new PtfJoin(to(middle.branch(), proj.scale()), middle.add()),
        Norms.onCodes(layers, name + "norm2", middle.result(), normed2), fc1.params(), to(hidden, fc1.scale()),
        GeluCompiler.table(shape.variant().activation()::of, hidden, active, new int[shape.mlp()]), fc2.params(),
        new PtfJoin(to(end.branch(), fc2.scale()), end.add())), end.result(), product(multiplied));
  }

  /** Codes around 128: of queries, keys and values where the first two are normalised, and of the results. */
  private Grid centred(String name) {
    Grid symmetric = Grid.symmetric(new IntRange(-CENTRE, CENTRE - 1), interval(name).magnitude());
    return grids.put(name, new Grid(UINT8, symmetric.scale(), CENTRE));
  }

  private HeadNorms headNorms(String name, Grid codes, Grid result) {
    List<LayerNormParams> norms = new ArrayList<>();
    for (String norm : List.of("attn.q_norm", "attn.k_norm")) {
      LayerNormParams params = LayerNormCompiler.compile(new LayerNormFloat(CodeFormat.UINT8, codes.scale(),
          codes.zeroPoint(), new int[shape.headWidth()], layers.values(name + norm + ".weight"),
          layers.values(name + norm + ".bias"), layers.checkpoint().epsilon(), CodeFormat.UINT8, result.scale(),
          result.zeroPoint()));
      norms.addAll(Collections.nCopies(shape.heads(), params));
    }
    return new HeadNorms(norms);
  }

  /** Codes that a table reads. */
  Grid tableInput(String name) {
    return grids.put(name, Grid.asymmetric(GELU_INPUT, calibration.tensor(name).interval(Method.MINMAX, GELU_INPUT)));
  }

  /** What one step of Q·Kᵀ is worth in scores. */
  private double product(Grid codes) {
    return codes.scale() * codes.scale() / Math.sqrt(shape.headWidth());
  }

  private Grid scores(String name, Grid codes) {
    Grid observed = scoreGrid.of(UINT8, interval(name + "attn.scores"));
    return grids.put(name + "attn.scores", observed.withScale(Ratios.exactNext(product(codes), observed.scale())));
  }

  /** @param step of the attention·V accumulators */
  private Grid context(String name, double step) {
    Grid observed = Grid.asymmetric(UINT8, interval(name + "attn.context"));
    return grids.put(name + "attn.context", observed.withScale(Ratios.exactNext(step, observed.scale())));
  }

  private AttentionParams attention(Grid codes, Grid multiplied, Grid scores, AttentionWeights weights, Grid context) {
    double[] toScores = new double[shape.heads()];
    Arrays.fill(toScores, product(multiplied) / scores.scale());
    double[] toContext = new double[shape.width()];
    Arrays.fill(toContext, codes.scale() * AttentionCoder.step(weights) / context.scale());
    return new AttentionParams(shape.heads(), shape.headWidth(), UINT8, codes.zeroPoint(),
        Ratios.requantizer(toScores, scores.zeroPoint(), UINT8), weights,
        Ratios.requantizer(toContext, context.zeroPoint(), UINT8));
  }

  LinearCompiler.Compiled linear(LinearCompiler layer, Grid input, double next) {
    LinearCompiler.Compiled compiled = layer.compile(input, new double[layer.inputs()], layer.everyOutput(next));
    grids.put(layer.name() + ".acc", compiled.scale());
    return compiled;
  }

  static Requantizer to(Grid grid, double[] accumulator) {
    return Ratios.requantizer(Ratios.divide(accumulator, grid.scale()), grid.zeroPoint(), grid.codes());
  }

  Interval interval(String name) {
    return calibration.tensor(name).interval(method, UINT8);
  }

  /** The grid of a tensor, noted. */
  Grid grid(String name) {
    return grids.put(name, observed(name));
  }

  /** The same, not noted yet. */
  Grid observed(String name) {
    return Grid.asymmetric(UINT8, interval(name));
  }

  PtfGrid stream(String name) {
    if (options.ptf() == Ptf.ON) {
      return calibration.stream(name).fit(CodeFormat.UINT8, REFERENCE_K);
    }
    Grid grid = Grid.asymmetric(UINT8, interval(name));
    return new PtfGrid(CodeFormat.UINT8, grid.scale(), grid.zeroPoint(), new int[shape.width()]);
  }
}
