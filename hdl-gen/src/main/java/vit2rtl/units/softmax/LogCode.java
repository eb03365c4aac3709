package vit2rtl.units.softmax;

import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.UInt;

/**
 * One lane of the third pass: the logarithmic code of e/S, without divider or multiplier. Everything moves while
 * {@code advance} is high; the code comes {@link #LATENCY} such cycles after the operands.
 *
 * <p><b>Base 2.</b> With positions s, ε of the leading ones of S and e, k0 = s − ε ≥ 0, and mantissas S' = S/2^s,
 * e' = e/2^ε in [1, 2), the golden definition's rounding (quotient half to even, then the linear middle) has the
 * thresholds 3/2, 5/2 (exclusive: the tie goes to 2) and 3·2^(j−2) − ½ for j ≥ 3 on S/e. Of these only two can lie in
 * the open interval (2^(k0−1), 2^(k0+1)) that contains S/e, so with W = S' + e'/2^(k0+1)
 * <pre>
 *   code = k0 − 1 + [W ≥ ¾·e'] + [W ≥ 3/2·e']
 * </pre>
 * where S' replaces W for k0 = 0 (both tests) and for k0 = 1 (the lower test), which are the thresholds without the ½;
 * and ≥ becomes &gt; for the threshold 5/2, the upper test at k0 = 1 and the lower at k0 = 2.
 *
 * <p><b>Base √2.</b> code = 2·(k0 − 1) + [S' ≥ 19/32·e'] + [S' ≥ 27/32·e'] + [S' ≥ 19/16·e'] + [S' ≥ 27/16·e'].
 *
 * <p><b>Exactness.</b> e' has {@code mantissaBits} bits. All terms but S' are multiples of 2^−F of e's unit for the k0
 * that matter, F = (greatest such k0) + 1; a k0 beyond that has a code beyond the field whatever the tests say. So S'
 * may be cut to F more bits than e' has, and one sticky bit says whether the cut lost anything, which only &gt; asks.
 */
final class LogCode extends Component {
  static final int LATENCY = 4;
  /** Cycles after the operands at which the mantissa of S is needed. */
  static final int SUM_LAG = 2;

  private final SoftmaxParams params;
  private final ExpFormat format;

  final Bool advance = in("advance", Bool.bool());
  /** Position of the leading one of S, a stage before it is needed: with {@code position}. */
  final UInt sumPosition;
  /** Position of the leading one of e. */
  final UInt position;
  /** e', leading one on top. */
  final UInt mantissa;
  /** S', leading one on top, two stages after the operands above (the row's mantissa travels beside). */
  final UInt sumMantissa;
  /** Whether bits of S below {@code sumMantissa} are set; with it. */
  final Bool sumSticky = in("sum_sticky", Bool.bool());
  final UInt code;

  LogCode(SoftmaxConfig config) {
    super("SoftmaxLogCode");
    this.params = config.params();
    this.format = config.format();
    this.sumPosition = in("sum_position", UInt.bits(UInt.upTo(sumBits(config) - 1).width()));
    this.position = in("position", UInt.bits(format.exponentBits()));
    this.mantissa = in("mantissa", UInt.bits(format.mantissaBits()));
    this.sumMantissa = in("sum_mantissa", UInt.bits(sumMantissaBits(config)));
    this.code = out("code", UInt.upTo(params.maxCode()));
  }

  static int sumBits(SoftmaxConfig config) {
    return ExpFormat.bits(config.maxSum());
  }

  /** F, the fraction bits that W has below e's unit. */
  private static int fraction(SoftmaxConfig config) {
    return config.params().base() == LogBase.SQRT_TWO
        ? 5
        : Math.max(2, Math.min(config.params().maxCode() + 1, sumBits(config) - 1) + 1);
  }

  static int sumMantissaBits(SoftmaxConfig config) {
    return config.format().mantissaBits() + fraction(config);
  }

  @Override
  protected void build() {
    int distanceBits = sumPosition.width();
    // S ≥ e for every element of the row; in padding lanes the difference may wrap, and their codes are dropped.
    UInt distance = next(advance, "distance",
        sumPosition.sub(position).modulo(distanceBits));
    UInt mantissa1 = next(advance, "mantissa_1", mantissa);
    UInt code4 = params.base() == LogBase.TWO ? fullSteps(distance, mantissa1) : halfSteps(distance, mantissa1);
    code.set(code4);
  }

  private UInt fullSteps(UInt distance, UInt mantissa1) {
    int fraction = sumMantissa.width() - format.mantissaBits();
    UInt half = next(advance, "half", distance.eq(0).mux(UInt.lit(0), mantissa1.shl(fraction - 1).shr(distance)));
    UInt mantissa2 = next(advance, "mantissa_2", mantissa1);
    UInt distance2 = next(advance, "distance_2", distance);

    UInt rounded = next(advance, "rounded", sumMantissa.add(half));
    UInt plain = next(advance, "plain", sumMantissa.shr(fraction - 2));
    Bool sticky3 = next(advance, "sticky_3", sumSticky);
    UInt triple = next(advance, "triple", mantissa2.mul(3));
    UInt distance3 = next(advance, "distance_3", distance2);

    Bool exclusiveHigh = distance3.eq(1);
    Bool exclusiveLow = distance3.eq(2);
    UInt lowOperand = distance3.le(1).mux(plain, rounded.shr(fraction - 2));
    Bool below = sticky3.or(fraction == 2 ? Bool.lit(false) : rounded.slice(fraction - 3, 0).ne(0));
    Bool belowHigh = below.or(rounded.bit(fraction - 2));
    Bool low = name("low", lowOperand.concat(below.asUInt()).ge(triple.concat(exclusiveLow.asUInt())));
    Bool high = name("high",
        rounded.shr(fraction - 1).concat(belowHigh.asUInt()).ge(triple.concat(exclusiveHigh.asUInt())));
    // k0 − 1 + low + high: low is 1 when k0 is 0, so the sum is never negative; a wrap is only possible in padding.
    UInt step = name("step", distance3.add(low.asUInt()).add(high.asUInt()));
    UInt steps = step.eq(0).mux(UInt.lit(0), step.sub(1).modulo(step.width()));
    return encode(steps);
  }

  private UInt halfSteps(UInt distance, UInt mantissa1) {
    UInt[] thresholds = {
        next(advance, "threshold_19", mantissa1.mul(19)), next(advance, "threshold_27", mantissa1.mul(27))};
    UInt distance2 = next(advance, "distance_2", distance);
    UInt count = UInt.lit(0);
    for (int octave = 0; octave <= 1; octave++) {
      for (UInt threshold : thresholds) {
        count = count.add(sumMantissa.ge(threshold.shl(octave)).asUInt());
      }
    }
    UInt passed = next(advance, "passed", count);
    UInt distance3 = next(advance, "distance_3", distance2);
    // 2·(k0 − 1) + passed: at k0 = 0, S' ≥ e' passes the lower two, so the sum is never negative.
    UInt step = name("step", distance3.shl(1).add(passed));
    UInt steps = step.le(1).mux(UInt.lit(0), step.sub(2).modulo(step.width()));
    return encode(steps);
  }

  /** What the field has no step for takes its greatest value, whichever meaning that has. */
  private UInt encode(UInt steps) {
    return next(advance, "code_4", steps.min(UInt.lit(params.maxCode())));
  }
}
