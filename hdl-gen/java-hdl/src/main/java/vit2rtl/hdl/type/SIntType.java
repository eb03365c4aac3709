package vit2rtl.hdl.type;

import vit2rtl.hdl.internal.Raw;

/**
 * The type of signed (two's complement) integers in a range.
 *
 * @param range the values
 */
public record SIntType(Range range) implements Type<SInt> {

  /** {@return bits of a signal, in two's complement} */
  public int width() {
    return range.signedWidth();
  }

  @Override
  public SInt create() {
    return Signal.variable(new SInt(Raw.sint(width()), range));
  }
}
