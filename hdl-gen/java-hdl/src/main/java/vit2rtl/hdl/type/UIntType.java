package vit2rtl.hdl.type;

import vit2rtl.hdl.error.RangeException;
import vit2rtl.hdl.internal.Raw;

/** The type of unsigned integers in a range that starts at 0 or above. */
public record UIntType(Range range) implements Type<UInt> {
  public UIntType {
    if (range.isNegative()) {
      throw new RangeException("UInt", "a range of " + range + "; allowed: 0 and above", "use SInt");
    }
  }

  public int width() {
    return range.unsignedWidth();
  }

  @Override
  public UInt create() {
    return Signal.variable(new UInt(Raw.uint(width()), range));
  }
}
