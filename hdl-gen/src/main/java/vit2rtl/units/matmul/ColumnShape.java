package vit2rtl.units.matmul;

import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.SIntType;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.UIntType;

/**
 * Sizes of an {@link EngineColumn}.
 *
 * @param inner           multipliers, K
 * @param operandBits     bits of a weight and of an activation, two's complement
 * @param accumulatorBits bits of a sum
 * @param rows            sums that a bank holds; of more than one, a sum is added to in every second cycle at most
 * @param pace            when sums on their way move
 * @param products        where products come from
 */
public record ColumnShape(int inner, int operandBits, int accumulatorBits, int rows, Pace pace,
    Products products) {

  /** Where products come from. */
  public enum Products {
    /** Weights and multipliers of the column. */
    OWN,
    /** From outside, a cycle after their activations. */
    GIVEN
  }


  /** When sums on their way move. */
  public enum Pace {
    /** In every cycle. */
    STEADY,
    /** In cycles with {@code advance}. */
    HELD
  }

  UIntType rowType() {
    return UInt.bits(UInt.upTo(Math.max(1, rows - 1)).width());
  }

  SIntType sumType() {
    return SInt.bits(accumulatorBits);
  }
}
