package vit2rtl.units.softmax;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.UInt;

/**
 * One lane of the third pass: the logarithmic code of e/S, without divider or multiplier. Everything moves while
 * {@code advance} is high; the code comes {@link #STAGES}{@code .cycles()} such cycles after the operands.
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
 * that matter, F = (greatest such k0) + 1; a k0 beyond that has a code beyond the field whatever the tests say. Nor are there
 * terms below 2^−(s + 1), for e is an integer and e'/2^(k0+1) = e/2^(s+1): with all bits of the widest S, and one more, nothing
 * is cut off. So S' may be cut to F more bits than e' has, and one sticky bit says whether the cut lost anything, which only
 * &gt; asks.
 */
@Summary("The logarithmic code of an exponential divided by the sum of its row, without divider or multiplier.")
final class LogCode extends Component {
  /** From an element's mantissa and position to its code. */
  static final Stages STAGES = Stages.of("subtract", "align", "add", "choose", "compare", "count", "limit");
  /** Where the mantissa of S is needed. */
  static final String SUM_STAGE = "add";

  private final SoftmaxParams params;
  private final ExpFormat format;
  private final int sumBits;
  private final int sumMantissaBits;

  final Bool advance = in("advance", Bool.bool());
  /** Position of the leading one of S. */
  final UInt sumPosition;
  /** Position of the leading one of e. */
  final UInt position;
  /** e', leading one on top. */
  final UInt mantissa;
  /** S' without its leading one, of the element in stage {@value #SUM_STAGE}; as far as S has bits. */
  final UInt sumFraction;
  /** Whether bits of S below {@code sumFraction} are set; with it. Left out where there are none, or no test is &gt;. */
  final Opt<Bool> sumSticky;
  final UInt code;

  LogCode(SoftmaxConfig config) {
    super("SoftmaxLogCode");
    this.params = config.params();
    this.format = config.format();
    this.sumPosition = in("sum_position", UInt.bits(UInt.upTo(sumBits(config) - 1).width()));
    this.position = in("position", UInt.bits(format.exponentBits()));
    this.mantissa = in("mantissa", UInt.bits(format.mantissaBits()));
    this.sumBits = sumBits(config);
    this.sumMantissaBits = sumMantissaBits(config);
    this.sumFraction = in("sum_fraction", UInt.bits(sumFractionBits(config)));
    this.sumSticky = Opt.when(asksWhatIsLost(config), () -> in("sum_sticky", Bool.bool()));
    this.code = out("code", UInt.upTo(params.maxCode()));
  }

  static int sumBits(SoftmaxConfig config) {
    return ExpFormat.bits(config.maxSum());
  }

  /** F, the fraction bits that W has below e's unit. */
  private static int fraction(SoftmaxConfig config) {
    return config.params().base() == LogBase.SQRT_TWO
        ? 5
        : Math.max(2, Math.min(config.params().maxCode() + 2, sumBits(config) + 1 - config.format().mantissaBits()));
  }

  /** Bits of S' that a test can need, its leading one included. */
  private static int sumMantissaBits(SoftmaxConfig config) {
    return config.format().mantissaBits() + fraction(config);
  }

  /** Those of them that are kept: not the leading one, and no more than S has. */
  static int sumFractionBits(SoftmaxConfig config) {
    return Math.max(1, Math.min(sumMantissaBits(config), sumBits(config)) - 1);
  }

  /** Whether a test depends on bits of S that are not kept. */
  static boolean asksWhatIsLost(SoftmaxConfig config) {
    return config.params().base() == LogBase.TWO && sumBits(config) > sumMantissaBits(config);
  }

  /** S' with its leading one on top. */
  private UInt sumMantissa() {
    return name("sum_mantissa", UInt.lit(1).concat(sumFraction).shl(sumMantissaBits - 1 - sumFraction.width()));
  }

  @Override
  protected void build() {
    Pipeline pipe = pipeline(STAGES, advance);
    Stage subtract = pipe.stage("subtract");
    // S ≥ e for every element of the row; in padding lanes the difference may wrap, and their codes are dropped.
    Staged<UInt> distance = subtract.value("distance", sumPosition.sub(position).modulo(sumPosition.width()));
    Staged<UInt> exponential = subtract.value("exponential", mantissa);

    Staged<UInt> steps = switch (params.base()) {
      case TWO -> fullSteps(pipe, distance, exponential);
      case SQRT_TWO -> halfSteps(pipe, distance, exponential);
    };

    // What the field has no step for takes its greatest value, whichever meaning that has.
    Stage limit = pipe.stage("limit");
    Staged<UInt> limited = limit.value("limited", steps.at(limit).min(UInt.lit(params.maxCode())));
    code.set(limited.at(pipe.end()));
  }

  /** k0 − 1 + low + high, at most k0 + 1. */
  private Staged<UInt> fullSteps(Pipeline pipe, Staged<UInt> distance, Staged<UInt> exponential) {
    int fraction = sumMantissaBits - format.mantissaBits();

    Stage align = pipe.stage("align");
    UInt shifted = exponential.at(align).shl(fraction - 1).shr(distance.at(align));
    Staged<UInt> half = align.value("half", distance.at(align).eq(0).mux(UInt.lit(0), shifted));

    Stage add = pipe.stage(SUM_STAGE);
    UInt sum = sumMantissa();
    Staged<UInt> rounded = add.value("rounded", sum.add(half.at(add)));
    Staged<UInt> plain = add.value("plain", sum.shr(fraction - 2));
    Opt<Staged<Bool>> sticky = Opt.when(sumSticky.isPresent(), () -> add.value("sticky", sumSticky.get()));
    Staged<UInt> triple = add.value("triple", exponential.at(add).mul(3));

    Stage choose = pipe.stage("choose");
    Staged<UInt> operand = choose.value("operand", rounded.at(choose).shr(fraction - 2));
    Staged<UInt> lowOperand = choose.value("low_operand",
        distance.at(choose).le(1).mux(plain.at(choose), operand.now()));
    Bool lost = fraction == 2 ? Bool.lit(false) : rounded.at(choose).slice(fraction - 3, 0).ne(0);
    Staged<Bool> below = choose.value("below", sticky.isPresent() ? sticky.get().at(choose).or(lost) : lost);
    Staged<Bool> exclusiveHigh = choose.value("exclusive_high", distance.at(choose).eq(1));
    Staged<Bool> exclusiveLow = choose.value("exclusive_low", distance.at(choose).eq(2));

    Stage compare = pipe.stage("compare");
    UInt threshold = triple.at(compare);
    Staged<Bool> low = compare.value("low", lowOperand.at(compare).concat(below.at(compare).asUInt())
        .ge(threshold.concat(exclusiveLow.at(compare).asUInt())));
    Bool rest = below.at(compare).or(operand.at(compare).bit(0));
    Staged<Bool> high = compare.value("high", operand.at(compare).shr(1).concat(rest.asUInt())
        .ge(threshold.concat(exclusiveHigh.at(compare).asUInt())));

    Stage count = pipe.stage("count");
    UInt k0 = distance.at(count);
    // low is 1 when k0 is 0, so the sum is never negative; a wrap is only possible in padding.
    return count.value("steps",
        k0.add(low.at(count).asUInt()).add(high.at(count).asUInt()).sub(1).modulo(UInt.upTo(sumBits).width()));
  }

  /** 2·(k0 − 1) + the number of thresholds passed, at most 2·(k0 + 1). */
  private Staged<UInt> halfSteps(Pipeline pipe, Staged<UInt> distance, Staged<UInt> exponential) {
    Stage align = pipe.stage("align");
    List<Staged<UInt>> thresholds = List.of(
        align.value("threshold_19", exponential.at(align).mul(19)),
        align.value("threshold_27", exponential.at(align).mul(27)));

    Stage test = pipe.stage(SUM_STAGE);
    UInt sum = sumMantissa();
    List<Staged<Bool>> tests = new ArrayList<>();
    for (int octave = 0; octave <= 1; octave++) {
      for (Staged<UInt> threshold : thresholds) {
        tests.add(test.value("passes_" + tests.size(), sum.ge(threshold.at(test).shl(octave))));
      }
    }

    Stage choose = pipe.stage("choose");
    Staged<UInt> passed = choose.value("passed",
        tests.stream().map(passes -> passes.at(choose).asUInt()).reduce(UInt::add).orElseThrow());

    Stage count = pipe.stage("count");
    UInt k0 = distance.at(count);
    // At k0 = 0, S' ≥ e' passes the lower two, so the sum is never negative.
    return count.value("steps", k0.shl(1).add(passed.at(count)).sub(2).modulo(UInt.upTo(2L * sumBits).width()));
  }
}
