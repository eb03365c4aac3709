package vit2rtl.golden.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.calibration.Calibration;
import vit2rtl.golden.calibration.Streams;
import vit2rtl.golden.network.BlockParams;
import vit2rtl.golden.network.Extras;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.network.StreamNorm;
import vit2rtl.golden.ops.WideEmbedding;
import vit2rtl.golden.quant.Grid;
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
      blocks.add(new WideBlock(layers, ranges, options, grids, wide, stream)
          .compile("blocks." + i + ".", Streams.before(shape, i)).params());
    }
    WideHead.Compiled head = new WideHead(layers, ranges, options, grids, wide).compile();
    return new QuantizedVit(shape, layers.checkpoint().classes(), layers.checkpoint().resizing(),
        options.describe(ranges.calibration()), patch.params(), embedding, blocks, head.norm(),
        new Extras(normPre, head.mean(), head.representation()), head.heads(), head.logits(), grids.all());
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
}
