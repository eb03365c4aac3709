package vit2rtl.golden.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.calibration.Calibration;
import vit2rtl.golden.network.HeadParams;
import vit2rtl.golden.network.MergingParams;
import vit2rtl.golden.network.NormParams;
import vit2rtl.golden.network.QuantizedSwin;
import vit2rtl.golden.network.StageParams;
import vit2rtl.golden.network.StreamNorm;
import vit2rtl.golden.network.WindowBlockParams;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.swin.Merging;
import vit2rtl.golden.swin.SwinCheckpoint;
import vit2rtl.golden.swin.SwinShape;
import vit2rtl.golden.swin.SwinStage;

/**
 * The recipe {@code wide} of a Swin: a wide residual stream with one grid for each stage, as merging requantises it anyway;
 * relative positions in the accumulators of Q·Kᵀ; everything else as a ViT's.
 */
final class WideSwin {
  private static final IntRange PIXELS = IntRange.unsigned(8);
  private static final String PATCH = "patch_embed.proj";

  private final SwinCheckpoint checkpoint;
  private final SwinShape shape;
  private final Ranges ranges;
  private final QuantizeOptions options;
  private final Grids grids = new Grids();
  private final List<Stage> stages = new ArrayList<>();

  /** A stage's float layers and the grid of its stream. */
  private record Stage(FloatLayers layers, Grid stream, WideLayers wide) {}

  WideSwin(SwinCheckpoint checkpoint, Calibration calibration, QuantizeOptions options) {
    this.checkpoint = checkpoint;
    this.shape = checkpoint.shape();
    this.ranges = new Ranges(calibration, options);
    this.options = options;
    for (int s = 0; s < shape.stages().size(); s++) {
      FloatLayers layers = new FloatLayers(checkpoint.stage(s));
      Grid stream = streamGrid(s);
      stages.add(new Stage(layers, stream, new WideLayers(layers, ranges, options, grids, stream)));
    }
  }

  private Grid streamGrid(int stage) {
    List<String> names = new ArrayList<>(stage == 0 ? List.of(PATCH, "patch_embed") : List.of(entrance(stage)));
    for (int b = 0; b < shape.stages().get(stage).depth(); b++) {
      names.addAll(List.of(SwinShape.blockName(stage, b) + "attn.out", SwinShape.blockName(stage, b) + "out"));
    }
    double magnitude = names.stream().mapToDouble(name -> ranges.stream(name).interval().magnitude()).max().orElseThrow();
    return Grid.symmetric(IntRange.signed(options.tuning().integer("residual-bits")),
        magnitude * options.tuning().get("residual-margin"));
  }

  /** The stream that enters a stage's first block. */
  private static String entrance(int stage) {
    return stage == 0 ? "patch_embed" : SwinShape.stageName(stage) + "downsample.out";
  }

  QuantizedSwin compile() {
    Stage first = stages.get(0);
    Grid pixels = grids.put("patches", new Grid(PIXELS, 1, 0));
    LinearCompiler patch = first.layers.patch(shape.channels(), shape.patch());
    LinearCompiler.Compiled embedded = patch.compile(pixels,
        first.layers.middlePixels(shape.channels(), shape.patch()), patch.everyOutput(first.stream.scale()));
    grids.put(PATCH + ".acc", embedded.scale());
    Requantizer patchCodes = first.wide.toStream(embedded.scale());
    grids.put(PATCH, first.stream);
    StreamNorm patchNorm = first.wide.streamNorm("patch_embed.norm", "patch_embed", PATCH, "patch_embed");
    List<StageParams> compiled = new ArrayList<>();
    for (int s = 0; s < stages.size(); s++) {
      compiled.add(new StageParams(s == 0 ? Optional.empty() : Optional.of(merging(s)), blocks(s)));
    }
    Stage last = stages.get(stages.size() - 1);
    WideHead.Compiled head = new WideHead(last.layers, ranges, options, grids, last.wide).compile();
    return new QuantizedSwin(shape, checkpoint.classes(), checkpoint.resizing(), options.describe(ranges.calibration()),
        embedded.params(), patchCodes, patchNorm, compiled, new HeadParams(last.layers.shape(), head.norm(), head.mean(),
        head.representation(), head.heads(), head.logits()), grids.all());
  }

  private MergingParams merging(int index) {
    Stage before = stages.get(index - 1);
    Stage stage = stages.get(index);
    String name = SwinShape.stageName(index) + "downsample.";
    LinearCompiler reduction =
        before.layers.withoutBias(name + "reduction", Merging.NEIGHBOURS * shape.stages().get(index - 1).width());
    Handoff normed = before.wide.handoff(name + "norm", reduction);
    NormParams norm = before.wide.norm(name + "norm", name + "merged", reduction, normed);
    LinearCompiler.Compiled reduced =
        before.wide.behind(reduction, normed, name + "norm", reduction.everyOutput(stage.stream.scale()));
    grids.put(name + "out", stage.stream);
    return new MergingParams(norm, reduced.params(), stage.wide.toStream(reduced.scale()));
  }

  private List<WindowBlockParams> blocks(int index) {
    Stage stage = stages.get(index);
    SwinStage sizes = shape.stages().get(index);
    String input = entrance(index);
    List<WindowBlockParams> blocks = new ArrayList<>();
    for (int b = 0; b < sizes.depth(); b++) {
      String name = SwinShape.blockName(index, b);
      WideBlock.Compiled block =
          new WideBlock(stage.layers, ranges, options, grids, stage.wide, stage.stream).compile(name, input);
      blocks.add(new WindowBlockParams(block.params(), stage.layers.windows(name, sizes.windows(b), block.step())));
      input = name + "out";
    }
    return blocks;
  }
}
