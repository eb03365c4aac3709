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

  public Range range() {
    return range;
  }

  public BigInteger min() {
    return range.min();
  }

  public BigInteger max() {
    return range.max();
  }

  @Override
  public abstract int width();

  /** The negated value. */
  public abstract SInt neg();

  /** The magnitude. */
  public abstract UInt abs();

  /** The same value, signed; one bit wider than an unsigned signal with its top bit in use. */
  public abstract SInt asSInt();

  /** The same value, unsigned; refused where the range has negative values. */
  public abstract UInt asUInt();

  @Override
  public abstract Bits asBits();

  /** Drives this signal with a value whose range lies within this signal's range. */
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

  public Bool bit(int index) {
    return asBits().bit(index);
  }

  public Bool msb() {
    return bit(width() - 1);
  }

  /** Bits {@code high} down to {@code low} of the representation, as an unsigned number. */
  public UInt slice(int high, int low) {
    return asBits().slice(high, low).asUInt();
  }

  public Bool lt(Int other) {
    return Compare.LESS.apply(this, other);
  }

  public Bool le(Int other) {
    return Compare.LESS_OR_EQUAL.apply(this, other);
  }

  public Bool gt(Int other) {
    return other.lt(this);
  }

  public Bool ge(Int other) {
    return other.le(this);
  }

  public Bool eq(Int other) {
    return Compare.EQUAL.apply(this, other);
  }

  public Bool ne(Int other) {
    return Compare.NOT_EQUAL.apply(this, other);
  }

  public Bool lt(long other) {
    return lt(constant(other));
  }

  public Bool le(long other) {
    return le(constant(other));
  }

  public Bool gt(long other) {
    return gt(constant(other));
  }

  public Bool ge(long other) {
    return ge(constant(other));
  }

  public Bool eq(long other) {
    return eq(constant(other));
  }

  public Bool ne(long other) {
    return ne(constant(other));
  }

  static Int constant(long value) {
    return value < 0 ? SInt.lit(value) : UInt.lit(value);
  }
}
