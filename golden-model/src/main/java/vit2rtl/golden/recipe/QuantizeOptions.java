package vit2rtl.golden.recipe;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import vit2rtl.golden.InputException;
import vit2rtl.golden.calibration.Calibration;
import vit2rtl.golden.quant.Method;
import vit2rtl.golden.swin.SwinCheckpoint;
import vit2rtl.golden.vit.Checkpoint;

/**
 * What a user chooses about a quantisation.
 *
 * @param recipe        where the quantisers sit
 * @param method        observer of every activation; none: what measured best for each operator ({@link Tuning})
 * @param ptf           power-of-two factors
 * @param attention     coding of attention probabilities
 * @param attentionBits width of an attention code, 4…8
 * @param tuning        details that the measurements in docs/quantisation.md decided
 */
public record QuantizeOptions(Recipe recipe, Optional<Method> method, Ptf ptf, AttentionCoding attention,
    int attentionBits, Tuning tuning) {

  public QuantizeOptions {
    if (attentionBits < 4 || attentionBits > 8) {
      throw new InputException("--attention-bits is " + attentionBits + "; allowed: 4 to 8");
    }
    tuning.requireUsed(recipe, method.isPresent(), ptf, attention);
  }

  /** The recipe's own choices: wide with 5-bit half-step codes, or the paper's MinMax, PTF and 4-bit LIS. */
  public static QuantizeOptions of(Recipe recipe) {
    return switch (recipe) {
      case WIDE -> new QuantizeOptions(recipe, Optional.empty(), Ptf.ON, AttentionCoding.LOGSQRT2, 5, Tuning.BEST);
      case FQVIT -> new QuantizeOptions(recipe, Optional.of(Method.MINMAX), Ptf.ON, AttentionCoding.LOG2, 4, Tuning.BEST);
    };
  }

  /**
   * The same with the observer that is usual for a network: {@code fqvit} of a Swin takes OMSE, which errs least on held-out
   * training images (docs/swin.md).
   */
  public QuantizeOptions usual(Checkpoint network) {
    return recipe == Recipe.FQVIT && network instanceof SwinCheckpoint ? withMethod(Method.OMSE) : this;
  }

  public QuantizeOptions withMethod(Method other) {
    return new QuantizeOptions(recipe, Optional.of(other), ptf, attention, attentionBits, tuning);
  }

  public QuantizeOptions withPtf(Ptf other) {
    return new QuantizeOptions(recipe, method, other, attention, attentionBits, tuning);
  }

  public QuantizeOptions withAttention(AttentionCoding coding, int bits) {
    return new QuantizeOptions(recipe, method, ptf, coding, bits, tuning);
  }

  public QuantizeOptions withTuning(Tuning other) {
    return new QuantizeOptions(recipe, method, ptf, attention, attentionBits, other);
  }

  /** The choices by name, for the manifest. */
  Map<String, String> describe(Calibration calibration) {
    Map<String, String> text = new LinkedHashMap<>();
    text.put("recipe", lower(recipe));
    text.put("method", method.map(QuantizeOptions::lower).orElse("per operator"));
    text.put("ptf", lower(ptf));
    text.put("attention", lower(attention));
    text.put("attentionBits", String.valueOf(attentionBits));
    if (recipe == Recipe.WIDE) {
      text.put("settings", tuning.values().toString());
    }
    text.put("calibrationImages", String.valueOf(calibration.images()));
    return text;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
