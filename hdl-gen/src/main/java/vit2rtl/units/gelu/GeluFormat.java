package vit2rtl.units.gelu;

import java.util.Arrays;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.ops.GeluTable;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.SIntType;
import vit2rtl.hdl.type.Type;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.UIntType;

/**
 * The numbers a GELU unit can work with.
 *
 * @param input    codes of x, at most 12 bits
 * @param output   codes of y
 * @param minShift least t; the closer the shifts, the smaller the shifter
 * @param maxShift greatest t, up to 15
 */
public record GeluFormat(IntRange input, IntRange output, int minShift, int maxShift) {

  public GeluFormat {
    if (input.bits() > GeluTable.MAX_INPUT_BITS) {
      throw new InputException("GELU: input codes are " + input + "; allowed: " + GeluTable.MAX_INPUT_BITS + " bits");
    }
    if (minShift < 0 || maxShift < minShift || maxShift > GeluTable.MAX_SHIFT) {
      throw new InputException("GELU: shifts of " + minShift + " to " + maxShift + "; allowed: 0 to "
          + GeluTable.MAX_SHIFT);
    }
  }

  /** The narrowest format for one layer. */
  public static GeluFormat of(GeluTable layer) {
    return new GeluFormat(layer.input(), layer.output(), Arrays.stream(layer.shift()).min().orElseThrow(),
        Arrays.stream(layer.shift()).max().orElseThrow());
  }

  /** The same codes with shifts for more layers. */
  public GeluFormat withShifts(int least, int greatest) {
    return new GeluFormat(input, output, least, greatest);
  }

  /** Refuses a layer of other codes, or with shifts beyond these. */
  void require(GeluTable layer) {
    GeluFormat own = of(layer);
    if (!own.input.equals(input) || !own.output.equals(output) || own.minShift < minShift || own.maxShift > maxShift) {
      throw new InputException("GELU: the unit takes codes " + input + " to codes " + output + " with shifts of "
          + minShift + " to " + maxShift + "; the layer has " + own.input + ", " + own.output + ", " + own.minShift
          + " to " + own.maxShift);
    }
  }

  /** Entries of a table. */
  int entries() {
    return (int) (input.max() - input.min() + 1);
  }

  Type<Int> inputType() {
    return () -> type(input);
  }

  Type<Int> outputType() {
    return () -> type(output);
  }

  private static Int type(IntRange codes) {
    return codes.min() < 0 ? SInt.range(codes.min(), codes.max()).create()
        : UInt.range(codes.min(), codes.max()).create();
  }

  static SIntType entryType() {
    return SInt.bits(GeluTable.ENTRIES.bits());
  }

  UIntType shiftType() {
    return UInt.bits(UInt.upTo(maxShift).width());
  }

  SIntType zeroPointType() {
    return SInt.bits(output.bits() + 1);
  }
}
