package vit2rtl.golden.recipe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.calibration.Calibration;
import vit2rtl.golden.network.HeadParams;
import vit2rtl.golden.network.MergingParams;
import vit2rtl.golden.network.QuantizedSwin;
import vit2rtl.golden.network.StageParams;
import vit2rtl.golden.network.StreamNorm;
import vit2rtl.golden.network.WindowBlockParams;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.quant.PtfGrid;
import vit2rtl.golden.swin.Merging;
import vit2rtl.golden.swin.SwinCheckpoint;
import vit2rtl.golden.swin.SwinShape;
import vit2rtl.golden.swin.SwinStage;

/**
 * The recipe {@code fqvit} of a Swin, as the public reference places its quantisers: one uint8 scale before and behind the
 * patches' LayerNorm, PTF codes behind residual adds and merging, whose LayerNorm has each factor four times. Scores are
 * rounded once, their bias in the accumulator.
 */
final class FqVitSwin {
  private static final IntRange UINT8 = IntRange.unsigned(8);
  private static final String PATCH = "patch_embed.proj";
  private static final String PATCH_NORM = "patch_embed.norm";

  private final SwinCheckpoint checkpoint;
  private final SwinShape shape;
  private final Calibration calibration;
  private final QuantizeOptions options;
  private final Grids grids = new Grids();
  private PtfGrid stream;

  FqVitSwin(SwinCheckpoint checkpoint, Calibration calibration, QuantizeOptions options) {
    this.checkpoint = checkpoint;
    this.shape = checkpoint.shape();
    this.calibration = calibration;
    this.options = options;
  }

  /** The reference's three roundings of a score are one here, so there is no scale of its to keep either. */
  private FqVitLayers layers(FloatLayers floats) {
    return new FqVitLayers(floats, calibration, options, grids, Grids::scoresOnHalvings);
  }

  QuantizedSwin compile() {
    FloatLayers floats = new FloatLayers(checkpoint.stage(0));
    FqVitLayers first = layers(floats);
    Grid pixels = grids.put("patches", new Grid(UINT8, 1, 0));
    Grid patches = first.grid(PATCH);
    LinearCompiler patch = floats.patch(shape.channels(), shape.patch());
    LinearCompiler.Compiled embedded = patch.compile(pixels, floats.middlePixels(shape.channels(), shape.patch()),
        patch.everyOutput(patches.scale()));
    grids.put(PATCH + ".acc", embedded.scale());
    grids.put(PATCH_NORM + ".in", patches);
    Grid normed = grids.put(PATCH_NORM, first.grid("patch_embed"));
    stream = flat(normed, shape.stages().get(0).width());
    StreamNorm patchNorm = new StreamNorm(
        Norms.onCodes(floats, PATCH_NORM, flat(patches, shape.stages().get(0).width()), normed), Optional.empty());
    List<StageParams> stages = new ArrayList<>();
    for (int s = 0; s < shape.stages().size(); s++) {
      stages.add(stage(s));
    }
    FloatLayers last = new FloatLayers(checkpoint.stage(stages.size() - 1));
    WideHead.Compiled head = new FqVitHead(layers(last), last, grids).compile(stream);
    return new QuantizedSwin(shape, checkpoint.classes(), checkpoint.resizing(), options.describe(calibration),
        embedded.params(), FqVitLayers.to(patches, embedded.scale()), patchNorm, stages, new HeadParams(last.shape(), head.norm(),
        head.mean(), head.representation(), head.heads(), head.logits()), grids.all());
  }

  private static PtfGrid flat(Grid grid, int channels) {
    return new PtfGrid(CodeFormat.UINT8, grid.scale(), grid.zeroPoint(), new int[channels]);
  }

  /** A stage; moves the stream's grid behind it. */
  private StageParams stage(int index) {
    FloatLayers floats = new FloatLayers(checkpoint.stage(index));
    FqVitLayers layers = layers(floats);
    SwinStage sizes = shape.stages().get(index);
    Optional<MergingParams> merging = index == 0 ? Optional.empty() : Optional.of(merging(index, floats, layers));
    List<WindowBlockParams> blocks = new ArrayList<>();
    for (int b = 0; b < sizes.depth(); b++) {
      String name = SwinShape.blockName(index, b);
      FqVitLayers.Block block = layers.block(name, stream);
      double[] step = new double[sizes.heads()];
      Arrays.fill(step, block.product());
      blocks.add(new WindowBlockParams(block.params(), floats.windows(name, sizes.windows(b), step)));
      stream = block.stream();
    }
    return new StageParams(merging, blocks);
  }

  private MergingParams merging(int index, FloatLayers floats, FqVitLayers layers) {
    String name = SwinShape.stageName(index) + "downsample.";
    PtfGrid merged = grids.put(name + "norm.in", fourTimes(stream));
    Grid normed = layers.grid(name + "norm");
    PtfGrid out = grids.put(name + "out", layers.stream(name + "out"));
    double[] scale = new double[out.channels()];
    int[] alpha = out.alpha();
    Arrays.setAll(scale, c -> Math.scalb(out.scale(), alpha[c]));
    LinearCompiler reduction = floats.withoutBias(name + "reduction", merged.channels());
    LinearCompiler.Compiled reduced = reduction.compile(normed, new double[merged.channels()], scale);
    grids.put(reduction.name() + ".acc", reduced.scale());
    stream = out;
    return new MergingParams(Norms.onCodes(floats, name + "norm", merged, normed), reduced.params(),
        Ratios.requantizer(Ratios.divide(reduced.scale(), scale), out.zeroPoint(), UINT8));
  }

  private static PtfGrid fourTimes(PtfGrid grid) {
    int[] alpha = new int[Merging.NEIGHBOURS * grid.channels()];
    int[] own = grid.alpha();
    Arrays.setAll(alpha, c -> own[c % own.length]);
    return new PtfGrid(grid.format(), grid.scale(), grid.zeroPoint(), alpha);
  }
}
