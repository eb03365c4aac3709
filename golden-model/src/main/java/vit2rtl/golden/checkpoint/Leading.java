package vit2rtl.golden.checkpoint;

import java.util.Map;
import java.util.function.Supplier;
import vit2rtl.golden.vit.Distillation;

/**
 * The tokens before the patches. A distillation token without a head of its own (Hugging Face's DeiTForImageClassification)
 * is one register more: nothing reads it but attention, which does not see an order.
 *
 * @param classToken   whether there is a class token
 * @param distillation whether there is a distillation token with a head
 * @param unheaded     whether there is one without
 * @param given        register tokens
 */
record Leading(boolean classToken, Distillation distillation, boolean unheaded, int given) {

  static Leading of(CommonTensors tensors) {
    boolean token = tensors.has("dist_token");
    boolean head = tensors.has("head_dist.weight") || !tensors.naming().title().startsWith("Hugging Face");
    return new Leading(tensors.has("cls_token"), token && head ? Distillation.TOKEN : Distillation.NONE, token && !head,
        tensors.has("reg_token") ? tensors.ranked("reg_token", 3).shape().get(1) : 0);
  }

  int registers() {
    return given + (unheaded ? 1 : 0);
  }

  int tokens() {
    return distillation.leadingTokens() - (classToken ? 0 : 1) + registers();
  }

  void put(CommonTensors tensors, int width, Map<String, Supplier<float[]>> common) {
    if (classToken) {
      common.put("cls_token", tensors.take("cls_token", 1, 1, width));
    }
    if (distillation == Distillation.TOKEN) {
      common.put("dist_token", tensors.take("dist_token", 1, 1, width));
    }
    if (unheaded) {
      Supplier<float[]> first = tensors.take("dist_token", 1, 1, width);
      Supplier<float[]> others = given > 0 ? tensors.take("reg_token", 1, given, width) : () -> new float[0];
      common.put("reg_token", () -> Rows.joined(first.get(), others.get()));
    } else if (given > 0) {
      common.put("reg_token", tensors.take("reg_token", 1, given, width));
    }
  }
}
