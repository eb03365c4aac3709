package vit2rtl.golden.vit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Names and shapes of the tensors of a model in its common form: timm's names; the final norm {@code norm} whether it
 * stands before or behind a mean; a second head {@code head_dist}; one position for every token; no layer scale.
 */
public final class VitTensors {

  private VitTensors() {}

  /** Shape by name, in the order they are used; those and no others make a model of that shape. */
  public static Map<String, List<Integer>> of(VitShape shape) {
    Map<String, List<Integer>> tensors = new LinkedHashMap<>();
    int width = shape.width();
    tensors.put("patch_embed.proj.weight", List.of(width, shape.channels(), shape.patch(), shape.patch()));
    tensors.put("patch_embed.proj.bias", List.of(width));
    if (!shape.variant().has(VitExtra.NO_CLASS_TOKEN)) {
      tensors.put("cls_token", List.of(1, 1, width));
    }
    if (shape.distillation() == Distillation.TOKEN) {
      tensors.put("dist_token", List.of(1, 1, width));
    }
    if (shape.variant().registers() > 0) {
      tensors.put("reg_token", List.of(1, shape.variant().registers(), width));
    }
    tensors.put("pos_embed", List.of(1, shape.tokens(), width));
    if (shape.variant().has(VitExtra.NORM_PRE)) {
      norm("norm_pre", width, tensors);
    }
    for (int i = 0; i < shape.depth(); i++) {
      block("blocks." + i + ".", shape, tensors);
    }
    norm("norm", width, tensors);
    if (shape.variant().representation() > 0) {
      linear("pre_logits.fc", shape.headInputs(), width, tensors);
    }
    linear("head", shape.classes(), shape.headInputs(), tensors);
    if (shape.logitHeads() > 1) {
      linear("head_dist", shape.classes(), shape.headInputs(), tensors);
    }
    return tensors;
  }

  private static void block(String prefix, VitShape shape, Map<String, List<Integer>> tensors) {
    int width = shape.width();
    norm(prefix + "norm1", width, tensors);
    tensors.put(prefix + "attn.qkv.weight", List.of(3 * width, width));
    if (shape.qkvBias() == QkvBias.PRESENT) {
      tensors.put(prefix + "attn.qkv.bias", List.of(3 * width));
    }
    if (shape.variant().has(VitExtra.QK_NORM)) {
      norm(prefix + "attn.q_norm", shape.headWidth(), tensors);
      norm(prefix + "attn.k_norm", shape.headWidth(), tensors);
    }
    linear(prefix + "attn.proj", width, width, tensors);
    norm(prefix + "norm2", width, tensors);
    linear(prefix + "mlp.fc1", shape.mlp(), width, tensors);
    linear(prefix + "mlp.fc2", width, shape.mlp(), tensors);
  }

  private static void norm(String name, int width, Map<String, List<Integer>> tensors) {
    tensors.put(name + ".weight", List.of(width));
    tensors.put(name + ".bias", List.of(width));
  }

  private static void linear(String name, int outputs, int inputs, Map<String, List<Integer>> tensors) {
    tensors.put(name + ".weight", List.of(outputs, inputs));
    tensors.put(name + ".bias", List.of(outputs));
  }
}
