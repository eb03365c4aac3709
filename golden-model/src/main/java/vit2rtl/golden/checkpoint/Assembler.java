package vit2rtl.golden.checkpoint;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import vit2rtl.golden.checkpoint.facts.Fact;
import vit2rtl.golden.vit.VitExtra;
import vit2rtl.golden.vit.VitShape;
import vit2rtl.golden.vit.VitVariant;

/** Brings tensors under common names into the common form: sizes read off, parts fused, folded and completed. */
final class Assembler {
  private final CommonTensors tensors;
  private final Settings settings;
  private final Map<String, Supplier<float[]>> common = new LinkedHashMap<>();

  /** A model in the common form; names as {@link vit2rtl.golden.vit.VitTensors}. */
  record Assembled(VitShape shape, Map<String, Supplier<float[]>> tensors) {}

  Assembler(CommonTensors tensors, Settings settings) {
    this.tensors = tensors;
    this.settings = settings;
  }

  Assembled assemble() {
    PatchEmbedding patches = PatchEmbedding.of(tensors);
    Leading leading = Leading.of(tensors);
    Positions positions = Positions.of(tensors, leading.tokens(), leading.registers(), patches.patch(), settings);
    HeadForm head = HeadForm.of(tensors, settings, patches.width());
    Set<VitExtra> extras = EnumSet.noneOf(VitExtra.class);
    if (!leading.classToken()) {
      extras.add(VitExtra.NO_CLASS_TOKEN);
    }
    boolean normPre = tensors.has("norm_pre.weight");
    if (normPre) {
      extras.add(VitExtra.NORM_PRE);
    }
    OptionalInt normWidth = tensors.has("blocks.0.attn.q_norm.weight")
        ? OptionalInt.of(tensors.ranked("blocks.0.attn.q_norm.weight", 1).shape().get(0)) : OptionalInt.empty();
    if (normWidth.isPresent()) {
      extras.add(VitExtra.QK_NORM);
    }
    BlockForm blocks = new BlockForm(tensors, patches.width());
    VitShape shape = new VitShape(Math.multiplyExact(positions.grid(), patches.patch()), patches.patch(),
        patches.channels(), patches.width(), blocks.depth(), settings.heads(patches.width(), normWidth), blocks.mlp(BlockForm.FIRST),
        head.classes(), leading.distillation(), blocks.qkvBias(BlockForm.FIRST), new VitVariant(settings.activation(normPre),
        head.pooling(leading), leading.registers(), head.representation(), extras));
    settings.requireSame(Fact.WIDTH, shape.width());
    settings.requireSame(Fact.DEPTH, shape.depth());
    settings.requireSame(Fact.CLASS_COUNT, shape.classes());
    patches.put(tensors, normPre, common);
    leading.put(tensors, shape.width(), common);
    common.put("pos_embed", positions.table(tensors, shape.width()));
    if (normPre) {
      norm("norm_pre", "norm_pre", shape.width());
    }
    blocks.put(shape, common);
    norm(head.norm(), "norm", shape.width());
    head.put(shape, common);
    tensors.requireAllTaken("a ViT of " + shape.depth() + " blocks");
    if (positions.resampled()) {
      settings.find("positions", positions.stored() + "x" + positions.stored() + " resampled to " + positions.grid() + "x"
          + positions.grid(), "--image-size");
    }
    return new Assembled(shape, common);
  }

  private void norm(String from, String to, int width) {
    common.put(to + ".weight", tensors.take(from + ".weight", width));
    common.put(to + ".bias", tensors.take(from + ".bias", width));
  }
}
