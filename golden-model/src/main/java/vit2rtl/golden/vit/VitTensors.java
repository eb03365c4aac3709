package vit2rtl.golden.vit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Names and shapes of the tensors of a checkpoint, as timm writes them. */
final class VitTensors {

  private VitTensors() {}

  /** Shape by name, in the order they are used; those and no others make a model of that shape. */
  static Map<String, List<Integer>> of(VitShape shape) {
    Map<String, List<Integer>> tensors = new LinkedHashMap<>();
    int width = shape.width();
    tensors.put("patch_embed.proj.weight", List.of(width, shape.channels(), shape.patch(), shape.patch()));
    tensors.put("patch_embed.proj.bias", List.of(width));
    tensors.put("cls_token", List.of(1, 1, width));
    if (shape.distillation() == Distillation.TOKEN) {
      tensors.put("dist_token", List.of(1, 1, width));
    }
    tensors.put("pos_embed", List.of(1, shape.tokens(), width));
    for (int i = 0; i < shape.depth(); i++) {
      block("blocks." + i + ".", shape, tensors);
    }
    norm("norm", width, tensors);
    linear("head", shape.classes(), width, tensors);
    if (shape.distillation() == Distillation.TOKEN) {
      linear("head_dist", shape.classes(), width, tensors);
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
