package vit2rtl.units.math;

import vit2rtl.golden.CodeFormat;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.Type;
import vit2rtl.hdl.type.UInt;

/**
 * The code of a format nearest to a signed number. The formats reach to powers of two, so the sign and the bits above
 * the code decide, without a comparison.
 */
public final class Clip {
  private Clip() {}

  /** The type of a format's codes. */
  public static Type<Int> type(CodeFormat format) {
    return format.sign() == CodeFormat.Sign.SIGNED
        ? () -> SInt.bits(format.bits()).create()
        : () -> UInt.bits(format.bits()).create();
  }

  /** A signal of the format's type, UInt or SInt. */
  public static Int of(SInt value, CodeFormat format) {
    int bits = format.bits();
    return format.sign() == CodeFormat.Sign.SIGNED ? signed(value, bits) : unsigned(value, bits);
  }

  private static UInt unsigned(SInt value, int bits) {
    Bool negative = value.msb();
    if (value.width() <= bits + 1) {
      return negative.mux(UInt.lit(0), value.modulo(bits));
    }
    Bool above = value.slice(value.width() - 2, bits).ne(0);
    return negative.mux(UInt.lit(0), above.mux(UInt.lit((1 << bits) - 1), value.modulo(bits)));
  }

  private static SInt signed(SInt value, int bits) {
    if (value.width() <= bits) {
      return value;
    }
    Bool negative = value.msb();
    UInt top = value.slice(value.width() - 2, bits - 1);
    Bool fits = top.eq(negative.mux(UInt.lit((1L << top.width()) - 1), UInt.lit(0)));
    SInt bound = negative.mux(SInt.lit(-1 << (bits - 1)), SInt.lit((1 << (bits - 1)) - 1));
    return fits.mux(value.truncate(bits), bound);
  }
}
