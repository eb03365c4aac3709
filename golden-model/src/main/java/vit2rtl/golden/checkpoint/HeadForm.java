package vit2rtl.golden.checkpoint;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import vit2rtl.golden.InputException;
import vit2rtl.golden.checkpoint.facts.Fact;
import vit2rtl.golden.checkpoint.facts.Stated;
import vit2rtl.golden.io.RawTensor;
import vit2rtl.golden.vit.Pooling;
import vit2rtl.golden.vit.VitShape;

/**
 * What stands behind the blocks. A head [K, 2·D] on class token and mean becomes two heads, whose logits are averaged as
 * DeiT's are: weights twice as large, the bias in both.
 */
record HeadForm(CommonTensors tensors, Settings settings, int width, int classes, int inputs, int representation) {
  private static final String HEAD = "head.weight";
  private static final String BEFORE = "pre_logits.fc";

  static HeadForm of(CommonTensors tensors, Settings settings, int width) {
    if (!tensors.has(HEAD)) {
      throw headless(tensors);
    }
    if (tensors.has("norm.weight") && tensors.has("fc_norm.weight")) {
      throw new InputException(tensors.file() + " has both 'norm.weight' and 'fc_norm.weight', norms behind the blocks and"
          + " behind their mean; allowed: one of them");
    }
    RawTensor head = tensors.ranked(HEAD, 2);
    int representation = tensors.has(BEFORE + ".weight") ? tensors.ranked(BEFORE + ".weight", 2).shape().get(0) : 0;
    int inputs = head.shape().get(1);
    boolean fits = inputs == (representation > 0 ? representation : width) || representation == 0 && inputs == 2 * width;
    if (!fits) {
      throw new InputException("tensor '" + head.name() + "' of " + tensors.file() + " has " + inputs + " inputs; allowed: "
          + (representation > 0 ? representation + ", as the layer before it has outputs"
          : width + ", the width, or " + 2 * width + ", class token and mean of one block"));
    }
    return new HeadForm(tensors, settings, width, head.shape().get(0), inputs, representation);
  }

  /** What is said of a file without classifier. */
  static InputException headless(CommonTensors tensors) {
    return new InputException(tensors.file() + " has no classifier: the file ends in features, not in classes (no tensor '"
        + tensors.naming().head() + "'); take a fine-tuned checkpoint");
  }

  /** Name of the final norm's tensors. */
  String norm() {
    return tensors.has("fc_norm.weight") ? "fc_norm" : "norm";
  }

  Pooling pooling(Leading leading) {
    Optional<Boolean> averages = settings.averages();
    boolean own = norm().equals("fc_norm");
    Pooling pooling;
    if (inputs == 2 * width && representation == 0) {
      pooling = Pooling.TOKEN_AND_PATCH_MEAN;
    } else if (own) {
      pooling = Pooling.PATCH_MEAN_THEN_NORM;
    } else if (tensors.naming().title().startsWith("vit-pytorch")) {
      if (averages.isEmpty()) {
        settings.assumeClassToken();
      }
      pooling = averages.orElse(false) ? Pooling.TOKEN_MEAN_THEN_NORM : Pooling.TOKEN;
    } else {
      pooling = averages.orElse(!leading.classToken()) ? Pooling.NORM_THEN_PATCH_MEAN : Pooling.TOKEN;
    }
    if (averages.isPresent() && averages.get() != (pooling != Pooling.TOKEN) && pooling != Pooling.TOKEN_AND_PATCH_MEAN) {
      throw new InputException(tensors.file() + ": " + settings.facts().get(Fact.POOL).orElseThrow().source() + " states '"
          + settings.facts().value(Fact.POOL).orElseThrow() + "', but its tensors show a head on " + pooling.meaning());
    }
    settings.find("the head reads", pooling.meaning(), settings.facts().get(Fact.POOL).map(Stated::source)
        .orElse("by its tensors"));
    return pooling;
  }

  void put(VitShape shape, Map<String, Supplier<float[]>> common) {
    if (representation > 0) {
      common.put(BEFORE + ".weight", tensors.take(BEFORE + ".weight", representation, width));
      common.put(BEFORE + ".bias", tensors.take(BEFORE + ".bias", representation));
    }
    Supplier<float[]> weight = tensors.take(HEAD, classes, inputs);
    Supplier<float[]> bias = tensors.take("head.bias", classes);
    common.put("head.bias", bias);
    if (shape.variant().pooling() == Pooling.TOKEN_AND_PATCH_MEAN) {
      common.put(HEAD, () -> Rows.columns(weight.get(), inputs, 0, width, 2));
      common.put("head_dist.weight", () -> Rows.columns(weight.get(), inputs, width, width, 2));
      common.put("head_dist.bias", bias);
      return;
    }
    common.put(HEAD, weight);
    if (shape.logitHeads() > 1) {
      common.put("head_dist.weight", tensors.take("head_dist.weight", classes, inputs));
      common.put("head_dist.bias", tensors.take("head_dist.bias", classes));
    }
  }
}
