package vit2rtl.golden.recipe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.layernorm.ResidualToPtfParams;
import vit2rtl.golden.network.BlockParams;
import vit2rtl.golden.network.NormParams;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.ops.LinearParams;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.ops.WideAdd;
import vit2rtl.golden.ops.WideEmbedding;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.quant.Interval;
import vit2rtl.golden.quant.PtfCalibration;
import vit2rtl.golden.quant.PtfGrid;
import vit2rtl.golden.vit.VitShape;

/**
 * The recipe {@code wide}: residual adds straight from the accumulators on one wide grid for the whole network, PTF codes
 * by shift on the LayerNorm branch, scales shared out between each LayerNorm and the weights behind it.
 */
final class WideRecipe {
  private static final IntRange PIXELS = IntRange.unsigned(8);
  private static final int LOGIT_BITS = 16;
  private static final double LOGIT_MARGIN = 2;

  private final FloatLayers layers;
  private final VitShape shape;
  private final Ranges ranges;
  private final QuantizeOptions options;
  private final Grids grids = new Grids();
  private final Grid stream;

  WideRecipe(FloatLayers layers, Calibration calibration, QuantizeOptions options) {
    this.layers = layers;
    this.shape = layers.shape();
    this.ranges = new Ranges(calibration, options);
    this.options = options;
    this.stream = streamGrid();
  }

  /** One grid for the residual stream everywhere. */
  private Grid streamGrid() {
    double magnitude = ranges.stream("embed").interval().magnitude();
    for (int i = 0; i < shape.depth(); i++) {
      magnitude = Math.max(magnitude, ranges.stream("blocks." + i + ".attn.out").interval().magnitude());
      magnitude = Math.max(magnitude, ranges.stream("blocks." + i + ".out").interval().magnitude());
    }
    IntRange codes = IntRange.signed(options.tuning().integer("residual-bits"));
    return Grid.symmetric(codes, magnitude * options.tuning().get("residual-margin"));
  }

  QuantizedVit compile() {
    Grid pixels = grids.put("patches", new Grid(PIXELS, 1, 0));
    LinearCompiler first = layers.patch();
    LinearCompiler.Compiled patch = first.compile(pixels, layers.middlePixels(), first.everyOutput(stream.scale()));
    grids.put("patch_embed.acc", patch.scale());
    WideEmbedding embedding = new WideEmbedding(toStream(patch.scale()), table());
    grids.put("embed", stream);
    List<BlockParams> blocks = new ArrayList<>();
    for (int i = 0; i < shape.depth(); i++) {
      blocks.add(block(i));
    }
    List<LinearCompiler> heads = new ArrayList<>(List.of(layers.linear("head", shape.width())));
    if (shape.leadingTokens() == 2) {
      heads.add(layers.linear("head_dist", shape.width()));
    }
    Handoff handoff = handoff("norm", heads.get(0));
    NormParams norm = norm("norm", Streams.FINAL, heads.get(0), handoff);
    Grid logits = grids.put("logits", Grid.symmetric(IntRange.signed(LOGIT_BITS),
        ranges.all("logits", 0).magnitude() * LOGIT_MARGIN));
    List<LinearParams> compiled = new ArrayList<>();
    List<Requantizer> codes = new ArrayList<>();
    for (LinearCompiler head : heads) {
      LinearCompiler.Compiled one = behind(head, handoff, "norm", head.everyOutput(logits.scale() * heads.size()));
      compiled.add(one.params());
      codes.add(Ratios.requantizer(Ratios.divide(one.scale(), logits.scale() * heads.size()), 0, logits.codes()));
    }
    return new QuantizedVit(shape, layers.checkpoint().classes(), options.describe(ranges.calibration()),
        patch.params(), embedding, blocks, norm, compiled, codes, grids.all());
  }

  private Requantizer toStream(double[] accumulator) {
    return Ratios.requantizer(Ratios.divide(accumulator, stream.scale()), 0, stream.codes());
  }

  private int[] table() {
    double[] positions = layers.values("pos_embed");
    double[] leading = layers.leading();
    int[] table = new int[positions.length];
    for (int i = 0; i < table.length; i++) {
      table[i] = stream.code(positions[i] + (i < leading.length ? leading[i] : 0));
    }
    return table;
  }

  private BlockParams block(int i) {
    String name = "blocks." + i + ".";
    LinearCompiler qkv = layers.qkv(name + "attn.qkv");
    LinearCompiler proj = layers.linear(name + "attn.proj", shape.width());
    Handoff toQkv = handoff(name + "norm1", qkv);
    NormParams norm1 = norm(name + "norm1", Streams.before(i), qkv, toQkv);
    WideAttention attention = new WideAttention(name, shape, ranges, options, grids);
    LinearCompiler.Compiled queries = behind(attention.centred(qkv), toQkv, name + "norm1", attention.scales());
    Handoff toProj = attention.handoff(proj);
    LinearCompiler.Compiled projected = proj.scaled(toProj.factor(), toProj.offset())
        .compile(toProj.grid(), correction(toProj, name + "attn.context"), proj.everyOutput(stream.scale()));
    grids.put(name + "attn.proj.acc", projected.scale());
    grids.put(name + "attn.out", stream);

    LinearCompiler fc1 = layers.linear(name + "mlp.fc1", shape.width());
    Handoff toFc1 = handoff(name + "norm2", fc1);
    NormParams norm2 = norm(name + "norm2", name + "attn.out", fc1, toFc1);
    Grid x = grids.put(name + "mlp.fc1", geluInput(name + "mlp.fc1"));
    LinearCompiler.Compiled hidden = behind(fc1, toFc1, name + "norm2", fc1.everyOutput(x.scale()));
    LinearCompiler fc2 = layers.linear(name + "mlp.fc2", shape.mlp());
    GeluFactors factors = GeluFactors.best(ranges.tensor(name + "mlp.gelu"),
        ranges.all(name + "mlp.gelu", options.tuning().get("gelu-clip")), fc2, options.tuning().integer("gelu-k"));
    Grid y = factors.finest();
    Handoff toFc2 = new Handoff(factors.powers(), new double[shape.mlp()], y);
    grids.put(name + "mlp.gelu", y.zeroPoint(), toFc2.scales());
    LinearCompiler.Compiled out = fc2.scaled(toFc2.factor(), toFc2.offset())
        .compile(y, correction(toFc2, name + "mlp.gelu"), fc2.everyOutput(stream.scale()));
    grids.put(name + "mlp.fc2.acc", out.scale());
    grids.put(name + "out", stream);
    return new BlockParams(norm1, queries.params(), attention.codes(queries.scale()), attention.params(toProj),
        projected.params(), new WideAdd(toStream(projected.scale())), norm2, hidden.params(),
        Ratios.requantizer(Ratios.divide(hidden.scale(), x.scale()), x.zeroPoint(), x.codes()),
        GeluCompiler.table(x, y, factors.shift()), out.params(), new WideAdd(toStream(out.scale())));
  }

  /** GELU of anything below −6 is zero to nine digits: its codes need not reach further down. */
  private Grid geluInput(String name) {
    Interval interval = ranges.all(name, 0).withZero();
    return Grid.asymmetric(IntRange.unsigned(options.tuning().integer("gelu-bits")),
        new Interval(Math.max(-6, interval.min()), interval.max()));
  }

  private Handoff handoff(String name, LinearCompiler next) {
    Interval[] intervals = ranges.columns(name, options.tuning().get("norm-clip"));
    double[] offset = new double[intervals.length];
    if (options.tuning().on("centre")) {
      Arrays.setAll(offset, c -> (intervals[c].min() + intervals[c].max()) / 2);
    }
    return ranges.handoff(name, intervals, offset, next);
  }

  private NormParams norm(String name, String input, LinearCompiler next, Handoff output) {
    double[] weight = importance(layers.values(name + ".weight"), ranges.stream(input), next);
    PtfSearch search = new PtfSearch(ranges.stream(input), stream.scale(), weight);
    PtfGrid codes = grids.put(name + ".in",
        search.fit(options.ptf() == Ptf.ON ? options.tuning().integer("k") : 0));
    grids.put(name, output.scales());
    ResidualToPtfParams toCodes = new ResidualToPtfParams(options.tuning().integer("residual-bits"),
        search.shift(codes), codes.alpha(), codes.zeroPoint(), codes.format());
    return Norms.onWideStream(layers, name, toCodes, codes, output);
  }

  /**
   * What a squared error of a channel does behind LayerNorm: its own output moves by γ/σ, which the next weights see;
   * and σ moves by x̂/C for each unit of error, which moves all outputs.
   */
  private double[] importance(double[] gamma, PtfCalibration input, LinearCompiler next) {
    int channels = gamma.length;
    double[] direct = new double[channels];
    double[] energy = new double[channels];
    for (int c = 0; c < channels; c++) {
      direct[c] = gamma[c] * gamma[c] * next.squares(c);
      energy[c] = input.channel(c).sum(x -> x * x) / input.channel(c).total();
    }
    double meanDirect = Arrays.stream(direct).average().orElseThrow();
    double meanEnergy = Math.max(Arrays.stream(energy).average().orElseThrow(), Grid.MIN_SCALE);
    double spread = options.tuning().get("ptf-spread") * meanDirect / channels;
    Arrays.setAll(direct, c -> direct[c] + spread * (1 + energy[c] / meanEnergy));
    return direct;
  }

  /** The layer behind a handoff. */
  private LinearCompiler.Compiled behind(LinearCompiler layer, Handoff handoff, String input, double[] next) {
    LinearCompiler.Compiled compiled =
        layer.scaled(handoff.factor(), handoff.offset()).compile(handoff.grid(), correction(handoff, input), next);
    grids.put(layer.name() + ".acc", compiled.scale());
    return compiled;
  }

  private double[] correction(Handoff handoff, String input) {
    return correction(handoff.mean(ranges.mean(input)));
  }

  private double[] correction(double[] mean) {
    return options.tuning().on("bias-correction") ? mean : new double[mean.length];
  }
}
