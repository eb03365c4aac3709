package vit2rtl.golden.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.calibration.Calibration;
import vit2rtl.golden.calibration.Streams;
import vit2rtl.golden.network.BlockParams;
import vit2rtl.golden.network.Extras;
import vit2rtl.golden.network.NormParams;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.network.StreamNorm;
import vit2rtl.golden.ops.WideAdd;
import vit2rtl.golden.ops.WideEmbedding;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.quant.Interval;
import vit2rtl.golden.vit.VitExtra;
import vit2rtl.golden.vit.VitShape;

/**
 * The recipe {@code wide}: residual adds straight from the accumulators on one wide grid for the whole network, PTF codes
 * by shift on the LayerNorm branch, scales shared out between each LayerNorm and the weights behind it.
 */
final class WideRecipe {
  private static final IntRange PIXELS = IntRange.unsigned(8);

  private final FloatLayers layers;
  private final VitShape shape;
  private final Ranges ranges;
  private final QuantizeOptions options;
  private final Grids grids = new Grids();
  private final Grid stream;
  private final WideLayers wide;

  WideRecipe(FloatLayers layers, Calibration calibration, QuantizeOptions options) {
    this.layers = layers;
    this.shape = layers.shape();
    this.ranges = new Ranges(calibration, options);
    this.options = options;
    this.stream = streamGrid();
    this.wide = new WideLayers(layers, ranges, options, grids, stream);
  }

  /** One grid for the residual stream everywhere. */
  private Grid streamGrid() {
    double magnitude = ranges.stream("embed").interval().magnitude();
    if (shape.variant().has(VitExtra.NORM_PRE)) {
      magnitude = Math.max(magnitude, ranges.stream("norm_pre").interval().magnitude());
    }
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
    WideEmbedding embedding = new WideEmbedding(wide.toStream(patch.scale()), table());
    grids.put("embed", stream);
    Optional<StreamNorm> normPre =
        shape.variant().has(VitExtra.NORM_PRE) ? Optional.of(wide.normPre()) : Optional.empty();
    List<BlockParams> blocks = new ArrayList<>();
    for (int i = 0; i < shape.depth(); i++) {
      blocks.add(block(i));
    }
    WideHead.Compiled head = new WideHead(layers, ranges, options, grids, wide).compile();
    return new QuantizedVit(shape, layers.checkpoint().classes(), options.describe(ranges.calibration()),
        patch.params(), embedding, blocks, head.norm(), new Extras(normPre, head.mean(), head.representation()),
        head.heads(), head.logits(), grids.all());
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
    Handoff toQkv = wide.handoff(name + "norm1", qkv);
    NormParams norm1 = wide.norm(name + "norm1", Streams.before(shape, i), qkv, toQkv);
    WideAttention attention = new WideAttention(name, shape, ranges, options, grids);
    LinearCompiler.Compiled queries = wide.behind(attention.centred(qkv), toQkv, name + "norm1", attention.scales());
    Handoff toProj = attention.handoff(proj);
    LinearCompiler.Compiled projected = proj.scaled(toProj.factor(), toProj.offset())
        .compile(toProj.grid(), wide.correction(toProj, name + "attn.context"), proj.everyOutput(stream.scale()));
    grids.put(name + "attn.proj.acc", projected.scale());
    grids.put(name + "attn.out", stream);

    LinearCompiler fc1 = layers.linear(name + "mlp.fc1", shape.width());
    Handoff toFc1 = wide.handoff(name + "norm2", fc1);
    NormParams norm2 = wide.norm(name + "norm2", name + "attn.out", fc1, toFc1);
    Grid x = grids.put(name + "mlp.fc1", geluInput(name + "mlp.fc1"));
    LinearCompiler.Compiled hidden = wide.behind(fc1, toFc1, name + "norm2", fc1.everyOutput(x.scale()));
    LinearCompiler fc2 = layers.linear(name + "mlp.fc2", shape.mlp());
    GeluFactors factors = GeluFactors.best(ranges.tensor(name + "mlp.gelu"),
        ranges.all(name + "mlp.gelu", options.tuning().get("gelu-clip")), shape.variant().activation().least(), fc2, options.tuning().integer("gelu-k"));
    Grid y = factors.finest();
    Handoff toFc2 = new Handoff(factors.powers(), new double[shape.mlp()], y);
    grids.put(name + "mlp.gelu", y.zeroPoint(), toFc2.scales());
    LinearCompiler.Compiled out = fc2.scaled(toFc2.factor(), toFc2.offset())
        .compile(y, wide.correction(toFc2, name + "mlp.gelu"), fc2.everyOutput(stream.scale()));
    grids.put(name + "mlp.fc2.acc", out.scale());
    grids.put(name + "out", stream);
    return new BlockParams(norm1, queries.params(), attention.codes(queries.scale()), attention.headNorms(layers), attention.params(toProj),
        projected.params(), new WideAdd(wide.toStream(projected.scale())), norm2, hidden.params(),
        Ratios.requantizer(Ratios.divide(hidden.scale(), x.scale()), x.zeroPoint(), x.codes()),
        GeluCompiler.table(shape.variant().activation()::of, x, y, factors.shift()), out.params(), new WideAdd(wide.toStream(out.scale())));
  }

  /** Where the activation is zero to seven digits its codes need not reach further down: GELU's end at −6. */
  private Grid geluInput(String name) {
    Interval interval = ranges.all(name, 0).withZero();
    return Grid.asymmetric(IntRange.unsigned(options.tuning().integer("gelu-bits")),
        new Interval(Math.max(shape.variant().activation().flatBelow(), interval.min()), interval.max()));
  }
}
