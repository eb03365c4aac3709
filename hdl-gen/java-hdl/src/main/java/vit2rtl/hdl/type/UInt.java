package vit2rtl.hdl.type;

import java.math.BigInteger;
import spinal.core.BitCount;
import vit2rtl.hdl.domain.Properties;
import vit2rtl.hdl.error.RangeException;
import vit2rtl.hdl.internal.Elaboration;
import vit2rtl.hdl.internal.Instance;
import vit2rtl.hdl.internal.Raw;

/** An unsigned integer. Arithmetic is full width: results have the exact range of the operation. */
public final class UInt extends Int {
  private final spinal.core.UInt raw;
  private final BigInteger literal;

  UInt(spinal.core.UInt raw, Range range) {
    this(raw, range, null);
  }

  private UInt(spinal.core.UInt raw, Range range, BigInteger literal) {
    super(range);
    this.raw = raw;
    this.literal = literal;
  }

  /**
   * {@return a type of numbers 0…2^bits − 1}
   *
   * @param bits how many bits, from 1
   */
  public static UIntType bits(int bits) {
    return new UIntType(Range.unsigned(bits));
  }

  /**
   * {@return a type of numbers {@code min}…{@code max}, of as many bits as the greatest takes}
   *
   * @param min least value, from 0
   * @param max greatest value
   */
  public static UIntType range(long min, long max) {
    return new UIntType(Range.of(min, max));
  }

  /**
   * {@return a type of numbers 0…{@code max}}
   *
   * @param max greatest value
   */
  public static UIntType upTo(long max) {
    return range(0, max);
  }

  /**
   * {@return a constant, of as many bits as it takes}
   *
   * @param value from 0
   */
  public static UInt lit(long value) {
    return lit(BigInteger.valueOf(value));
  }

  /**
   * {@return a constant, 0 or above}
   *
   * @param value from 0
   */
  public static UInt lit(BigInteger value) {
    UIntType type = new UIntType(Range.constant(value));
    return new UInt(Raw.uint(value, type.width()), type.range(), value);
  }

  @Override
  public UIntType type() {
    return new UIntType(range());
  }

  @Override
  public spinal.core.UInt spinal() {
    return raw;
  }

  /** As an operand: only while a design is described, where SpinalHDL would end in a null otherwise. */
  private spinal.core.UInt operand() {
    Elaboration.current();
    return raw;
  }

  /** The value alone, as an operator gives it that has nothing to do: it may not be set. */
  private UInt value() {
    return isVariable() ? new UInt(raw, range(), literal) : this;
  }

  @Override
  public int width() {
    return range().unsignedWidth();
  }

  /** The signal at another width; a constant is written at that width. */
  spinal.core.UInt resized(int width) {
    return literal == null || width < width() ? Raw.resize(operand(), width) : Raw.uint(literal, width);
  }

  /**
   * {@return this + other, exact}
   *
   * @param other an unsigned signal
   */
  public UInt add(UInt other) {
    Range sum = range().add(other.range());
    int width = sum.unsignedWidth();
    return new UInt(resized(width).$plus(other.resized(width)), sum);
  }

  /**
   * {@return this + other, exact}
   *
   * @param other a constant from 0
   */
  public UInt add(long other) {
    return other == 0 ? value() : add(lit(other));
  }

  /**
   * {@return this + other, exact, signed}
   *
   * @param other a signed signal
   */
  public SInt add(SInt other) {
    return asSInt().add(other);
  }

  /**
   * {@return this − other, exact, signed}
   *
   * @param other a signal of any range
   */
  public SInt sub(Int other) {
    return asSInt().sub(other);
  }

  /**
   * {@return this − other, exact, signed}
   *
   * @param other a constant
   */
  public SInt sub(long other) {
    return sub(constant(other));
  }

  /**
   * {@return the low {@code bits} bits of this minus the other: the difference modulo 2^bits}
   *
   * @param other a signal of any range
   * @param bits  how many bits, from 1
   */
  public UInt subtractModulo(UInt other, int bits) {
    return new UInt(resized(bits).$minus(other.resized(bits)), Range.unsigned(bits));
  }

  /**
   * {@return this · other, exact; a multiplier}
   *
   * @param other an unsigned signal
   */
  public UInt mul(UInt other) {
    Range product = range().multiply(other.range());
    return new UInt(Raw.resize(operand().$times(other.raw), product.unsignedWidth()), product);
  }

  /**
   * {@return a product with a constant ≥ 0, of shifts and adders: no multiplier}
   *
   * @param constant from 0
   */
  public UInt mul(long constant) {
    if (constant < 0) {
      throw new RangeException("mul", "an unsigned value times " + constant + "; allowed: constants from 0",
          "use asSInt().mul(" + constant + ")");
    }
    Range product = range().multiply(Range.of(constant, constant));
    return ConstantProduct.of(asSInt(), constant).modulo(product.unsignedWidth()).within(product);
  }

  /**
   * {@return this · other, exact, signed; a multiplier}
   *
   * @param other a signed signal
   */
  public SInt mul(SInt other) {
    return asSInt().mul(other);
  }

  /**
   * {@return this · 2^n, exact}
   *
   * @param n places, from 0
   */
  public UInt shl(int n) {
    Range shifted = range().shiftLeft(n, n);
    return n == 0 ? value() : new UInt(Raw.resize(operand().$less$less(n), shifted.unsignedWidth()), shifted);
  }

  /**
   * {@return this · 2^n, exact}
   *
   * @param n a number of places; the result is as wide as its greatest value makes it
   */
  public UInt shl(UInt n) {
    if (n.range().isConstant()) {
      return shl(n.max().intValueExact());
    }
    Range shifted = range().shiftLeft(n.min().intValueExact(), n.max().intValueExact());
    int width = shifted.unsignedWidth();
    return new UInt(resized(width).$bar$less$less(n.raw), shifted);
  }

  /**
   * {@return ⌊this/2^n⌋}
   *
   * @param n places, from 0
   */
  public UInt shr(int n) {
    Range shifted = range().shiftRight(n, n);
    if (n == 0) {
      return value();
    }
    return n >= width()
        ? lit(0)
        : new UInt(Raw.resize(operand().$greater$greater(n), shifted.unsignedWidth()), shifted);
  }

  /**
   * {@return ⌊this/2^n⌋}
   *
   * @param n a number of places
   */
  public UInt shr(UInt n) {
    if (n.range().isConstant()) {
      return shr(n.max().intValueExact());
    }
    Range shifted = range().shiftRight(n.min().intValueExact(), n.max().intValueExact());
    return new UInt(Raw.resize(operand().$bar$greater$greater(n.raw), shifted.unsignedWidth()), shifted);
  }

  /**
   * {@return the lesser of both}
   *
   * @param other an unsigned signal
   */
  public UInt min(UInt other) {
    Range least = range().atMost(other.range());
    return le(other).mux(this, other).within(least);
  }

  /**
   * {@return the greater of both}
   *
   * @param other an unsigned signal
   */
  public UInt max(UInt other) {
    Range greatest = range().atLeast(other.range());
    return ge(other).mux(this, other).within(greatest);
  }

  /**
   * {@return the lesser of both, signed}
   *
   * @param other a signed signal
   */
  public SInt min(SInt other) {
    return asSInt().min(other);
  }

  /**
   * {@return the greater of both, signed}
   *
   * @param other a signed signal
   */
  public SInt max(SInt other) {
    return asSInt().max(other);
  }

  @Override
  public SInt neg() {
    return asSInt().neg();
  }

  @Override
  public UInt abs() {
    return value();
  }

  /**
   * {@return the bits that are 1 in both, as a number}
   *
   * @param other an unsigned signal; the narrower one is taken with zeros above it
   */
  public UInt and(UInt other) {
    int width = Math.max(width(), other.width());
    return new UInt(resized(width).$amp(other.resized(width)), Range.unsigned(width));
  }

  /**
   * {@return the bits that are 1 in either, as a number}
   *
   * @param other an unsigned signal; the narrower one is taken with zeros above it
   */
  public UInt or(UInt other) {
    int width = Math.max(width(), other.width());
    return new UInt(resized(width).$bar(other.resized(width)), Range.unsigned(width));
  }

  /**
   * {@return the bits that differ, as a number}
   *
   * @param other an unsigned signal; the narrower one is taken with zeros above it
   */
  public UInt xor(UInt other) {
    int width = Math.max(width(), other.width());
    return new UInt(resized(width).$up(other.resized(width)), Range.unsigned(width));
  }

  /**
   * {@return this above {@code low}: this·2^(width of low) + low}
   *
   * @param low an unsigned signal
   */
  public UInt concat(UInt low) {
    return asBits().concat(low.asBits()).asUInt();
  }

  /**
   * {@return the value modulo 2^bits}
   *
   * @param bits how many bits, from 1
   */
  public UInt truncate(int bits) {
    Range kept = Range.unsigned(bits);
    return kept.contains(range()) ? value() : new UInt(resized(bits), kept);
  }

  /**
   * {@return the nearest value in the range of {@code type}}
   *
   * @param type whose range to clamp into
   */
  public UInt saturate(UIntType type) {
    return saturate(type.range().min().longValueExact(), type.range().max().longValueExact());
  }

  /**
   * {@return the nearest value in {@code min}…{@code max}}
   *
   * @param min least value, from 0 and not above {@code max}
   * @param max greatest value
   */
  public UInt saturate(long min, long max) {
    return max(lit(min)).min(lit(max));
  }

  /**
   * The value divided by 2^shift, rounded.
   *
   * @param shift    places to drop, from 0
   * @param rounding which way the dropped places round
   * @return the rounded value, in a range that holds every result
   */
  public UInt round(int shift, Rounding rounding) {
    return asSInt().round(shift, rounding).asUInt();
  }

  /**
   * Claims, as the designer, that the value lies in min…max; checked in the verification build.
   *
   * @param min least value, not above {@code max}
   * @param max greatest value
   * @return the same value, in {@code min}…{@code max}
   */
  public UInt narrow(long min, long max) {
    Instance.current();
    Properties.current().check(ge(min).and(le(max)).spinal(), "a value left its claimed range " + min + " to " + max);
    return within(Range.of(min, max));
  }

  /** The same bits with a range that is known to be narrower. */
  UInt within(Range narrower) {
    return literal == null ? new UInt(resized(narrower.unsignedWidth()), narrower) : this;
  }

  @Override
  public SInt asSInt() {
    return literal == null ? new SInt(Raw.resize(operand(), range().signedWidth()).asSInt(), range()) : SInt.lit(literal);
  }

  @Override
  public UInt asUInt() {
    return value();
  }

  /** Cut out of the number itself: through its bits the text would have a copy of it. */
  @Override
  public UInt slice(int high, int low) {
    asBits().requireWithin(high, low);
    int count = high - low + 1;
    return count == width() ? value()
        : new UInt((spinal.core.UInt) operand().apply(low, new BitCount(count)), Range.unsigned(count));
  }

  @Override
  public Bits asBits() {
    return new Bits(operand().asBits(), width());
  }
}
