package vit2rtl.golden.swin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vit2rtl.golden.vit.QkvBias;

/**
 * Names and shapes of the tensors of a Swin in its common form: timm's names since 0.9, merging before the stage it leads
 * to, but {@code head} for {@code head.fc}.
 */
public final class SwinTensors {
  private SwinTensors() {}

  /** Shape by name, in the order they are used; those and no others make a model of that shape. */
  public static Map<String, List<Integer>> of(SwinShape shape) {
    Map<String, List<Integer>> tensors = new LinkedHashMap<>();
    int first = shape.stages().get(0).width();
    tensors.put("patch_embed.proj.weight", List.of(first, shape.channels(), shape.patch(), shape.patch()));
    tensors.put("patch_embed.proj.bias", List.of(first));
    norm("patch_embed.norm", first, tensors);
    for (int s = 0; s < shape.stages().size(); s++) {
      SwinStage stage = shape.stages().get(s);
      if (s > 0) {
        String merging = SwinShape.stageName(s) + "downsample.";
        norm(merging + "norm", 2 * stage.width(), tensors);
        tensors.put(merging + "reduction.weight", List.of(stage.width(), 2 * stage.width()));
      }
      for (int b = 0; b < stage.depth(); b++) {
        block(SwinShape.blockName(s, b), shape, stage, tensors);
      }
    }
    norm("norm", shape.last().width(), tensors);
    linear("head", shape.classes(), shape.last().width(), tensors);
    return tensors;
  }

  private static void block(String name, SwinShape shape, SwinStage stage, Map<String, List<Integer>> tensors) {
    int width = stage.width();
    norm(name + "norm1", width, tensors);
    tensors.put(name + "attn.relative_position_bias_table", List.of(stage.biases(), stage.heads()));
    tensors.put(name + "attn.qkv.weight", List.of(3 * width, width));
    if (shape.qkvBias() == QkvBias.PRESENT) {
      tensors.put(name + "attn.qkv.bias", List.of(3 * width));
    }
    linear(name + "attn.proj", width, width, tensors);
    norm(name + "norm2", width, tensors);
    linear(name + "mlp.fc1", stage.mlp(), width, tensors);
    linear(name + "mlp.fc2", width, stage.mlp(), tensors);
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
