package vit2rtl.hdl.type;

import java.math.BigInteger;
import java.util.List;
import vit2rtl.hdl.error.RangeException;
import vit2rtl.hdl.internal.Raw;

/** An integer signal with a value range; its width follows from the range. */
public abstract sealed class Int extends Signal permits UInt, SInt {
  private final Range range;

  Int(Range range) {
    this.range = range;
  }

  /** {@return the values this signal can have} */
  public Range range() {
    return range;
  }

  /** {@return the least value this signal can have} */
  public BigInteger min() {
    return range.min();
  }

  /** {@return the greatest value this signal can have} */
  public BigInteger max() {
    return range.max();
  }

  @Override
  public abstract int width();

  /** {@return the negated value} */
  public abstract SInt neg();

  /** {@return the magnitude} */
  public abstract UInt abs();

  /** {@return the same value, signed; one bit wider than an unsigned signal with its top bit in use} */
  public abstract SInt asSInt();

  /** {@return the same value, unsigned; refused where the range has negative values} */
  public abstract UInt asUInt();

  @Override
  public abstract Bits asBits();

  /**
   * Drives this signal with a value whose range lies within this signal's range.
   *
   * @param value a signal whose range lies within this one's
   */
  public void set(Int value) {
    requireVariable("set");
    if (!range.contains(value.range)) {
      throw new RangeException("set" + ofName(), "a value of range " + value.range + " does not fit the range " + range,
          "saturate, truncate or narrow it, or widen the signal");
    }
    Raw.assign(spinal(), this instanceof UInt ? value.asUInt().resized(width()) : value.asSInt().resized(width()));
  }

  @Override
  void assign(Signal value) {
    set((Int) value);
  }

  @Override
  List<Signal> leaves() {
    return List.of(this);
  }

  /**
   * {@return a bit of the representation}
   *
   * @param index place of the bit, 0 the lowest
   */
  public Bool bit(int index) {
    return asBits().bit(index);
  }

  /** {@return the highest bit of the representation, of a signed signal its sign} */
  public Bool msb() {
    return bit(width() - 1);
  }

  /**
   * Bits {@code high} down to {@code low} of the representation, as an unsigned number.
   *
   * @param high place of the highest bit
   * @param low  place of the lowest bit, 0 or above and not above {@code high}
   * @return the bits as a number from 0
   */
  public UInt slice(int high, int low) {
    return asBits().slice(high, low).asUInt();
  }

  /**
   * {@return whether this is less than another}
   *
   * @param other a signal of any range
   */
  public Bool lt(Int other) {
    return Compare.LESS.apply(this, other);
  }

  /**
   * {@return whether this is at most another}
   *
   * @param other a signal of any range
   */
  public Bool le(Int other) {
    return Compare.LESS_OR_EQUAL.apply(this, other);
  }

  /**
   * {@return whether this is greater than another}
   *
   * @param other a signal of any range
   */
  public Bool gt(Int other) {
    return other.lt(this);
  }

  /**
   * {@return whether this is at least another}
   *
   * @param other a signal of any range
   */
  public Bool ge(Int other) {
    return other.le(this);
  }

  /**
   * {@return whether both have the same value}
   *
   * @param other a signal of any range
   */
  public Bool eq(Int other) {
    return Compare.EQUAL.apply(this, other);
  }

  /**
   * {@return whether the values differ}
   *
   * @param other a signal of any range
   */
  public Bool ne(Int other) {
    return Compare.NOT_EQUAL.apply(this, other);
  }

  /**
   * {@return whether this is less than a constant}
   *
   * @param other any number
   */
  public Bool lt(long other) {
    return lt(constant(other));
  }

  /**
   * {@return whether this is at most a constant}
   *
   * @param other any number
   */
  public Bool le(long other) {
    return le(constant(other));
  }

  /**
   * {@return whether this is greater than a constant}
   *
   * @param other any number
   */
  public Bool gt(long other) {
    return gt(constant(other));
  }

  /**
   * {@return whether this is at least a constant}
   *
   * @param other any number
   */
  public Bool ge(long other) {
    return ge(constant(other));
  }

  /**
   * {@return whether this has the value of a constant}
   *
   * @param other any number
   */
  public Bool eq(long other) {
    return eq(constant(other));
  }

  /**
   * {@return whether this has another value than a constant}
   *
   * @param other any number
   */
  public Bool ne(long other) {
    return ne(constant(other));
  }

  static Int constant(long value) {
    return value < 0 ? SInt.lit(value) : UInt.lit(value);
  }
}
