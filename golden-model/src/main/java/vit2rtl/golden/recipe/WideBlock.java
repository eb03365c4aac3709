package vit2rtl.golden.recipe;

import vit2rtl.golden.IntRange;
import vit2rtl.golden.network.BlockParams;
import vit2rtl.golden.network.NormParams;
import vit2rtl.golden.ops.WideAdd;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.quant.Interval;
import vit2rtl.golden.vit.VitShape;

/** A block in the recipe {@code wide}. */
final class WideBlock {
  private final FloatLayers layers;
  private final VitShape shape;
  private final Ranges ranges;
  private final QuantizeOptions options;
  private final Grids grids;
  private final WideLayers wide;
  private final Grid stream;

  /**
   * A block and what attention within windows needs besides.
   *
   * @param params integers
   * @param step   what a step of each head's Q·Kᵀ accumulators is worth in scores
   */
  record Compiled(BlockParams params, double[] step) {}

  /** @param stream grid of the residual stream */
  WideBlock(FloatLayers layers, Ranges ranges, QuantizeOptions options, Grids grids, WideLayers wide, Grid stream) {
    this.layers = layers;
    this.shape = layers.shape();
    this.ranges = ranges;
    this.options = options;
    this.grids = grids;
    this.wide = wide;
    this.stream = stream;
  }

  /**
   * Compiles.
   *
   * @param name  which names of the block's tensors begin with
   * @param input stream that enters it
   */
  Compiled compile(String name, String input) {
    LinearCompiler qkv = layers.qkv(name + "attn.qkv");
    LinearCompiler proj = layers.linear(name + "attn.proj", shape.width());
    Handoff toQkv = wide.handoff(name + "norm1", qkv);
    NormParams norm1 = wide.norm(name + "norm1", input, qkv, toQkv);
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
        ranges.all(name + "mlp.gelu", options.tuning().get("gelu-clip")), shape.variant().activation().least(), fc2,
        options.tuning().integer("gelu-k"));
    Grid y = factors.finest();
    Handoff toFc2 = new Handoff(factors.powers(), new double[shape.mlp()], y);
    grids.put(name + "mlp.gelu", y.zeroPoint(), toFc2.scales());
    LinearCompiler.Compiled out = fc2.scaled(toFc2.factor(), toFc2.offset())
        .compile(y, wide.correction(toFc2, name + "mlp.gelu"), fc2.everyOutput(stream.scale()));
    grids.put(name + "mlp.fc2.acc", out.scale());
    grids.put(name + "out", stream);
    return new Compiled(new BlockParams(norm1, queries.params(), attention.codes(queries.scale()),
        attention.headNorms(layers), attention.params(toProj),
        projected.params(), new WideAdd(wide.toStream(projected.scale())), norm2, hidden.params(),
        Ratios.requantizer(Ratios.divide(hidden.scale(), x.scale()), x.zeroPoint(), x.codes()),
        GeluCompiler.table(shape.variant().activation()::of, x, y, factors.shift()), out.params(),
        new WideAdd(wide.toStream(out.scale()))), attention.step());
  }

  /** Where the activation is zero to seven digits its codes need not reach further down: GELU's end at −6. */
  private Grid geluInput(String name) {
    Interval interval = ranges.all(name, 0).withZero();
    return Grid.asymmetric(IntRange.unsigned(options.tuning().integer("gelu-bits")),
        new Interval(Math.max(shape.variant().activation().flatBelow(), interval.min()), interval.max()));
  }
}
