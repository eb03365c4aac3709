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
  static final int LATENCY = 7;
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
    UInt steps = params.base() == LogBase.TWO ? fullSteps(distance, mantissa1) : halfSteps(distance, mantissa1);
    // What the field has no step for takes its greatest value, whichever meaning that has.
    code.set(next(advance, "code_7", steps.min(UInt.lit(params.maxCode()))));
  }

  /** Stage 6: k0 − 1 + low + high. */
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

    UInt operand = next(advance, "operand", rounded.shr(fraction - 2));
    UInt lowOperand = next(advance, "low_operand", distance3.le(1).mux(plain, rounded.shr(fraction - 2)));
    Bool below = next(advance, "below",
        sticky3.or(fraction == 2 ? Bool.lit(false) : rounded.slice(fraction - 3, 0).ne(0)));
    UInt triple4 = next(advance, "triple_4", triple);
    UInt distance4 = next(advance, "distance_4", distance3);
    UInt exclusiveHigh = next(advance, "exclusive_high", distance3.eq(1)).asUInt();
    UInt exclusiveLow = next(advance, "exclusive_low", distance3.eq(2)).asUInt();

    Bool low = next(advance, "low", lowOperand.concat(below.asUInt()).ge(triple4.concat(exclusiveLow)));
    Bool high = next(advance, "high",
        operand.shr(1).concat(below.or(operand.bit(0)).asUInt()).ge(triple4.concat(exclusiveHigh)));
    UInt distance5 = next(advance, "distance_5", distance4);
    // low is 1 when k0 is 0, so the sum is never negative; a wrap is only possible in padding.
    return next(advance, "steps",
        distance5.add(low.asUInt()).add(high.asUInt()).sub(1).modulo(distance5.width() + 1));
  }

  /** Stage 6: 2·(k0 − 1) + the number of thresholds passed. */
  private UInt halfSteps(UInt distance, UInt mantissa1) {
    UInt[] thresholds = {
        next(advance, "threshold_19", mantissa1.mul(19)), next(advance, "threshold_27", mantissa1.mul(27))};
    UInt distanceThere = next(advance, "distance_2", distance);
    UInt count = UInt.lit(0);
    for (int octave = 0; octave <= 1; octave++) {
      for (int i = 0; i < thresholds.length; i++) {
        Bool passed = next(advance, "passes_" + (octave * thresholds.length + i),
            sumMantissa.ge(thresholds[i].shl(octave)));
        count = count.add(passed.asUInt());
      }
    }
    UInt passed = next(advance, "passed_5", next(advance, "passed_4", count));
    for (int stage = 3; stage <= 5; stage++) {
      distanceThere = next(advance, "distance_" + stage, distanceThere);
    }
    // At k0 = 0, S' ≥ e' passes the lower two, so the sum is never negative.
    return next(advance, "steps", distanceThere.shl(1).add(passed).sub(2).modulo(distanceThere.width() + 2));
  }
}
