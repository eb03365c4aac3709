package vit2rtl.golden.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.calibration.Calibration;
import vit2rtl.golden.network.BlockParams;
import vit2rtl.golden.network.Extras;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.network.StreamNorm;
import vit2rtl.golden.ops.PtfEmbedding;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.quant.Interval;
import vit2rtl.golden.quant.Method;
import vit2rtl.golden.quant.Observer;
import vit2rtl.golden.quant.PtfGrid;
import vit2rtl.golden.vit.VitExtra;
import vit2rtl.golden.vit.VitShape;

/**
 * The recipe {@code fqvit} of a ViT: what stands before the blocks, and the order of its parts ({@link FqVitLayers}).
 */
final class FqVitRecipe {
  private static final IntRange UINT8 = IntRange.unsigned(8);

  private final FloatLayers layers;
  private final VitShape shape;
  private final Calibration calibration;
  private final QuantizeOptions options;
  private final Grids grids = new Grids();
  private final FqVitLayers paper;

  FqVitRecipe(FloatLayers layers, Calibration calibration, QuantizeOptions options) {
    this.layers = layers;
    this.shape = layers.shape();
    this.calibration = calibration;
    this.options = options;
    this.paper = new FqVitLayers(layers, calibration, options, grids, Grids::scores);
  }

  QuantizedVit compile() {
    Grid pixels = grids.put("patches", new Grid(UINT8, 1, 0));
    Grid patches = paper.grid("patch_embed");
    LinearCompiler first = layers.patch();
    LinearCompiler.Compiled patch = first.compile(pixels, layers.middlePixels(), first.everyOutput(patches.scale()));
    grids.put("patch_embed.acc", patch.scale());
    Embedded embedded = embedding(patch.scale(), patches);
    PtfGrid stream = embedded.stream();
    Optional<StreamNorm> normPre = Optional.empty();
    if (shape.variant().has(VitExtra.NORM_PRE)) {
      PtfGrid result = grids.put("norm_pre", paper.stream("norm_pre"));
      normPre = Optional.of(new StreamNorm(Norms.ontoCodes(layers, "norm_pre", stream, result), Optional.empty()));
      stream = result;
    }
    List<BlockParams> blocks = new ArrayList<>();
    for (int i = 0; i < shape.depth(); i++) {
      FqVitLayers.Block block = paper.block("blocks." + i + ".", stream);
      blocks.add(block.params());
      stream = block.stream();
    }
    WideHead.Compiled head = new FqVitHead(paper, layers, grids).compile(stream);
    return new QuantizedVit(shape, layers.checkpoint().classes(), layers.checkpoint().resizing(),
        options.describe(calibration), patch.params(), embedded.embedding(), blocks, head.norm(),
        new Extras(normPre, head.mean(), head.representation()), head.heads(), head.logits(), grids.all());
  }

  /** The embedding and the stream's first grid. */
  private record Embedded(PtfEmbedding embedding, PtfGrid stream) {}

  private Embedded embedding(double[] accumulator, Grid patches) {
    double[] leading = layers.leading();
    Interval patchInterval = paper.interval("patch_embed");
    Grid all = Grid.asymmetric(UINT8, leading.length == 0 ? patchInterval : patchInterval.union(interval(leading)));
    Grid tokens = all.withScale(Ratios.exactNext(patches.scale(), all.scale()));
    double[] pos = layers.values("pos_embed");
    PtfGrid flat = new PtfGrid(CodeFormat.UINT8, tokens.scale(), tokens.zeroPoint(), new int[shape.width()]);
    PtfSum sum = PtfSum.of(flat, Grid.asymmetric(UINT8, interval(pos)), paper.stream("embed"));
    return new Embedded(new PtfEmbedding(FqVitLayers.to(patches, accumulator),
        FqVitLayers.to(tokens, new double[] {patches.scale()}),
        codes(tokens, leading), codes(sum.branch(), pos), sum.add()), grids.put("embed", sum.result()));
  }

  private static int[] codes(Grid grid, double[] values) {
    int[] codes = new int[values.length];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = grid.code(values[i]);
    }
    return codes;
  }

  /** Interval of constants. */
  private Interval interval(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    Observer observer = options.method().orElse(Method.MINMAX).observer(UINT8);
    observer.observe(floats);
    return observer.interval();
  }
}
