package vit2rtl.golden.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Resizing;
import vit2rtl.golden.swin.Merging;
import vit2rtl.golden.swin.SwinShape;
import vit2rtl.golden.swin.SwinStage;
import vit2rtl.golden.vit.Activation;
import vit2rtl.golden.vit.QkvBias;

/** What {@link ModelFile} writes of a Swin: its sizes under {@value #KEY}, layers under timm's names. */
final class SwinManifest {
  static final String KEY = "swin";
  private static final String PATCH = "patch_embed.proj";
  private static final String PATCH_NORM = "patch_embed.norm";

  private SwinManifest() {}

  static void shape(ObjectNode node, SwinShape shape) {
    node.put("patch", shape.patch()).put("channels", shape.channels()).put("classes", shape.classes())
        .put("activation", shape.activation().name()).put("qkvBias", shape.qkvBias().name());
    shape.stages().forEach(stage -> node.withArray("stages").addObject().put("side", stage.side())
        .put("width", stage.width()).put("depth", stage.depth()).put("heads", stage.heads()).put("mlp", stage.mlp())
        .put("window", stage.window()));
  }

  static void write(ParamsWriter writer, QuantizedSwin model) {
    writer.linear(PATCH, model.patch());
    writer.requantizer(PATCH + ".codes", model.patchCodes());
    writer.streamNorm(PATCH_NORM, model.patchNorm());
    for (int s = 0; s < model.stages().size(); s++) {
      String merging = SwinShape.stageName(s) + "downsample.";
      model.stages().get(s).merging().ifPresent(params -> {
        writer.norm(merging + "norm", params.norm());
        writer.linear(merging + "reduction", params.reduction());
        writer.requantizer(merging + "out", params.codes());
      });
      for (int b = 0; b < model.stages().get(s).blocks().size(); b++) {
        WindowBlockParams block = model.stages().get(s).blocks().get(b);
        ModelFile.block(writer, SwinShape.blockName(s, b), block.block());
        writer.windows(SwinShape.blockName(s, b) + "attn.windows", block.windows());
      }
    }
    ModelFile.head(writer, model.head());
  }

  static QuantizedSwin read(String file, JsonNode node, ParamsReader reader, List<String> classes,
      Resizing resizing, Map<String, String> origin, Map<String, TensorGrid> grids) {
    SwinShape shape = shape(file, node);
    int first = shape.stages().get(0).width();
    List<StageParams> stages = new ArrayList<>();
    for (int s = 0; s < shape.stages().size(); s++) {
      stages.add(stage(reader, shape, s));
    }
    return new QuantizedSwin(shape, classes, resizing, origin, reader.linear(PATCH, shape.patchInputs(), first),
        reader.requantizer(PATCH + ".codes", first), reader.streamNorm(PATCH_NORM, first), stages,
        ModelFile.head(reader, shape.asVit(stages.size() - 1)), grids);
  }

  private static StageParams stage(ParamsReader reader, SwinShape shape, int index) {
    SwinStage stage = shape.stages().get(index);
    String merging = SwinShape.stageName(index) + "downsample.";
    List<WindowBlockParams> blocks = new ArrayList<>();
    for (int b = 0; b < stage.depth(); b++) {
      String name = SwinShape.blockName(index, b);
      blocks.add(new WindowBlockParams(ModelFile.block(reader, name, shape.asVit(index)),
          reader.windows(name + "attn.windows", stage.windows(b), stage.heads())));
    }
    int merged = stage.width() / 2 * Merging.NEIGHBOURS;
    return new StageParams(index == 0 ? Optional.empty() : Optional.of(new MergingParams(
        reader.norm(merging + "norm", merged), reader.linear(merging + "reduction", merged, stage.width()),
        reader.requantizer(merging + "out", stage.width()))), blocks);
  }

  private static SwinShape shape(String file, JsonNode node) {
    List<SwinStage> stages = new ArrayList<>();
    for (JsonNode stage : node.path("stages")) {
      stages.add(new SwinStage(size(file, stage, "side"), size(file, stage, "width"), size(file, stage, "depth"),
          size(file, stage, "heads"), size(file, stage, "mlp"), size(file, stage, "window")));
    }
    return new SwinShape(size(file, node, "patch"), size(file, node, "channels"), size(file, node, "classes"),
        ModelFile.choice(file, node, "activation", Activation.values()),
        ModelFile.choice(file, node, "qkvBias", QkvBias.values()), stages);
  }

  private static int size(String file, JsonNode node, String name) {
    if (!node.path(name).isInt()) {
      throw new InputException(file + ": its manifest has " + node.path(name) + " as '" + name
          + "' of the shape; needed: an integer");
    }
    return node.path(name).intValue();
  }
}
