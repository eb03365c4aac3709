package vit2rtl.golden.recipe;

import vit2rtl.golden.IntRange;
import vit2rtl.golden.ops.AttentionWeights;
import vit2rtl.golden.ops.ShiftAccumulate;
import vit2rtl.golden.softmax.IExp;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.golden.softmax.ZeroState;

/** Chooses the coding of attention probabilities. */
final class AttentionCoder {
  private final QuantizeOptions options;

  AttentionCoder(QuantizeOptions options) {
    this.options = options;
  }

  /**
   * The coding of one layer.
   *
   * @param scoreScale scale of the scores
   * @param greatest   greatest probability to represent, for uniform codes
   */
  AttentionWeights weights(double scoreScale, double greatest) {
    IExp exp = IExp.ofScale(scoreScale);
    return switch (options.attention()) {
      case LOG2 -> new AttentionWeights.Log(
          new SoftmaxParams(exp, options.attentionBits(), LogBase.TWO, zero(ZeroState.EXTRA_BIT)));
      case LOGSQRT2 -> new AttentionWeights.Log(
          new SoftmaxParams(exp, options.attentionBits(), LogBase.SQRT_TWO, zero(ZeroState.TOP_CODE)));
      case UNIFORM -> {
        int codes = (int) IntRange.unsigned(options.attentionBits()).max();
        long levels = Math.round(codes / Math.max(greatest, 1e-9));
        yield new AttentionWeights.Uniform(exp, options.attentionBits(),
            (int) Math.max(1, Math.min(AttentionWeights.Uniform.MAX_LEVELS, levels)));
      }
    };
  }

  private ZeroState zero(ZeroState usual) {
    int chosen = options.tuning().integer("zero");
    return chosen < 0 ? usual : ZeroState.values()[chosen];
  }

  /** What one step of an attention·V accumulator is worth, in steps of v. */
  static double step(AttentionWeights weights) {
    return weights instanceof AttentionWeights.Log log
        ? Math.scalb(1.0, -ShiftAccumulate.fraction(log.softmax()))
        : 1.0 / ((AttentionWeights.Uniform) weights).levels();
  }
}
