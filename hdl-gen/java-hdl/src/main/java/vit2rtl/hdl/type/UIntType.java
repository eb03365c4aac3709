package vit2rtl.hdl.type;

import vit2rtl.hdl.error.RangeException;
import vit2rtl.hdl.internal.Raw;

/**
 * The type of unsigned integers in a range that starts at 0 or above.
 *
 * @param range the values
 */
public record UIntType(Range range) implements Type<UInt> {
  /**
   * Refuses ranges with negative values.
   *
   * @param range the values
   */
  public UIntType {
    if (range.isNegative()) {
      throw new RangeException("UInt", "a range of " + range + "; allowed: 0 and above", "use SInt");
    }
  }

  /** {@return bits of a signal, at least 1} */
  public int width() {
    return range.unsignedWidth();
  }

  @Override
  public UInt create() {
    return Signal.variable(new UInt(Raw.uint(width()), range));
  }
}
