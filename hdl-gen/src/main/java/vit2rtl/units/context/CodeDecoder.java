package vit2rtl.units.context;

import vit2rtl.golden.ops.ShiftAccumulate;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Summary;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.UIntType;
import vit2rtl.hdl.type.Vec;
import vit2rtl.units.Rows;

/**
 * What the codes of a beat mean: by how much a token's values are shifted up, and whether they count, as even or odd.
 * {@code shift} comes one cycle after the codes, {@code even} and {@code odd} two cycles after them, beside the shifted
 * values; everything moves while {@code advance} is high. Padding, and codes that mean zero, do not count.
 *
 * <p>The verification build checks here that the codes of every row are such as a softmax gives: that their weights sum
 * to no more than {@link ShiftAccumulate#weights}, from which the ranges of all sums follow.
 */
@Summary("What the codes of a beat mean: by how much the values of a token are shifted up, and whether they count.")
final class CodeDecoder extends Component {
  private final ContextConfig config;
  private final Rows rows;
  private final int fraction;

  final Bool advance = in("advance", Bool.bool());
  final Bool valid = in("valid", Bool.bool());
  final Bool first = in("first", Bool.bool());
  final Bool last = in("last", Bool.bool());
  final Vec<UInt> codes;
  final Vec<UInt> shift;
  final Vec<Bool> even;
  final Vec<Bool> odd;

  CodeDecoder(ContextConfig config) {
    super("ContextCodeDecoder");
    this.config = config;
    this.rows = config.codeRows();
    this.fraction = ShiftAccumulate.fraction(config.params());
    int tokens = config.codeLanes();
    this.codes = in("codes", Vec.type(tokens, UInt.bits(UInt.upTo(config.params().maxCode()).width())));
    this.shift = out("shift", Vec.type(tokens, shiftType(config)));
    this.even = out("even", Vec.type(tokens, Bool.bool()));
    this.odd = config.halfSteps() ? out("odd", Vec.type(tokens, Bool.bool())) : null;
  }

  /** How far a value is shifted up. */
  static UIntType shiftType(ContextConfig config) {
    return UInt.upTo(ShiftAccumulate.fraction(config.params()));
  }

  @Override
  protected void build() {
    Pipeline pipe = pipeline(Stages.of("decode", "shift"), advance);
    Stage decode = pipe.start();
    UInt evenWeight = UInt.lit(0);
    UInt oddWeight = UInt.lit(0);
    for (int token = 0; token < codes.size(); token++) {
      UInt code = codes.get(token);
      Bool inRange = code.le(config.greatestCode());
      Bool counts = token < rows.tail() ? inRange : inRange.and(last.not());
      UInt halvings = config.halfSteps() ? code.shr(1) : code;
      // Codes out of range have no shift; 0 keeps the product within its bits.
      UInt up = inRange.mux(UInt.lit(fraction).sub(halvings).modulo(shiftType(config).width()), UInt.lit(0));
      UInt by = up.narrow(0, fraction);
      shift.get(token).set(decode.value("by_" + token, by).at("shift"));
      Bool isOdd = config.halfSteps() ? code.bit(0) : Bool.lit(false);
      even.get(token).set(decode.value("is_even_" + token, counts.and(isOdd.not())).at(pipe.end()));
      evenWeight = evenWeight.add(counts.and(isOdd.not()).mux(UInt.lit(1).shl(by), UInt.lit(0)));
      if (odd != null) {
        odd.get(token).set(decode.value("is_odd_" + token, counts.and(isOdd)).at(pipe.end()));
        oddWeight = oddWeight.add(counts.and(isOdd).mux(UInt.lit(1).shl(by), UInt.lit(0)));
      }
    }
    bound("even", evenWeight);
    if (odd != null) {
      bound("odd", oddWeight);
    }
  }

  /** Nothing but the statement reads the sum, so the shipped text does not have it. */
  private void bound(String which, UInt weight) {
    long most = config.golden().weights(rows.length());
    UInt before = reg(which + "_weights", UInt.upTo(most));
    UInt sum = name(which + "_weights_now", first.mux(UInt.lit(0), before).add(weight));
    Bool bounded = sum.le(most);
    assume(valid.not().or(bounded), "the " + which + " codes of a row have no more weight than a softmax gives");
    when(valid.and(advance), () -> before.set(bounded.mux(sum, UInt.lit(0)).narrow(0, most)));
  }
}
