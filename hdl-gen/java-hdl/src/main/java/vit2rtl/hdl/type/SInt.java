package vit2rtl.hdl.type;

import java.math.BigInteger;
import vit2rtl.hdl.domain.Properties;
import vit2rtl.hdl.error.RangeException;
import vit2rtl.hdl.internal.Elaboration;
import vit2rtl.hdl.internal.Instance;
import vit2rtl.hdl.internal.Raw;

/** A signed integer in two's complement. Arithmetic is full width: results have the exact range of the operation. */
public final class SInt extends Int {
  private final spinal.core.SInt raw;
  private final BigInteger literal;

  SInt(spinal.core.SInt raw, Range range) {
    this(raw, range, null);
  }

  private SInt(spinal.core.SInt raw, Range range, BigInteger literal) {
    super(range);
    this.raw = raw;
    this.literal = literal;
  }

  /**
   * {@return a type of two's complement numbers, −2^(bits−1)…2^(bits−1) − 1}
   *
   * @param bits how many bits, from 1
   */
  public static SIntType bits(int bits) {
    return new SIntType(Range.signed(bits));
  }

  /**
   * {@return a type of numbers {@code min}…{@code max}, of as many bits as they take}
   *
   * @param min least value, not above {@code max}
   * @param max greatest value
   */
  public static SIntType range(long min, long max) {
    return new SIntType(Range.of(min, max));
  }

  /**
   * {@return a constant}
   *
   * @param value any whole number
   */
  public static SInt lit(long value) {
    return lit(BigInteger.valueOf(value));
  }

  /**
   * {@return a constant, of as many bits as it takes}
   *
   * @param value any whole number
   */
  public static SInt lit(BigInteger value) {
    SIntType type = new SIntType(Range.constant(value));
    return new SInt(Raw.sint(value, type.width()), type.range(), value);
  }

  @Override
  public SIntType type() {
    return new SIntType(range());
  }

  @Override
  public spinal.core.SInt spinal() {
    return raw;
  }

  /** As an operand: only while a design is described, where SpinalHDL would end in a null otherwise. */
  private spinal.core.SInt operand() {
    Elaboration.current();
    return raw;
  }

  /** The value alone, as an operator gives it that has nothing to do: it may not be set. */
  private SInt value() {
    return isVariable() ? new SInt(raw, range(), literal) : this;
  }

  @Override
  public int width() {
    return range().signedWidth();
  }

  /** The signal at another width; a constant is written at that width. */
  spinal.core.SInt resized(int width) {
    return literal == null || width < width() ? Raw.resize(operand(), width) : Raw.sint(literal, width);
  }

  /**
   * {@return this + other, exact}
   *
   * @param other a signal of any range
   */
  public SInt add(Int other) {
    Range sum = range().add(other.range());
    int width = sum.signedWidth();
    return new SInt(resized(width).$plus(other.asSInt().resized(width)), sum);
  }

  /**
   * {@return this + other, exact}
   *
   * @param other a constant
   */
  public SInt add(long other) {
    return other == 0 ? value() : add(lit(other));
  }

  /**
   * {@return this − other, exact}
   *
   * @param other a signal of any range
   */
  public SInt sub(Int other) {
    Range difference = range().subtract(other.range());
    int width = difference.signedWidth();
    return new SInt(resized(width).$minus(other.asSInt().resized(width)), difference);
  }

  /**
   * {@return this − other, exact}
   *
   * @param other a constant
   */
  public SInt sub(long other) {
    return other == 0 ? value() : sub(lit(other));
  }

  /**
   * {@return this · other, exact; a multiplier}
   *
   * @param other a signal of any range
   */
  public SInt mul(Int other) {
    Range product = range().multiply(other.range());
    return new SInt(Raw.resize(operand().$times(other.asSInt().raw), product.signedWidth()), product);
  }

  /**
   * {@return a product with a constant, of shifts and adders: no multiplier}
   *
   * @param constant any whole number
   */
  public SInt mul(long constant) {
    return ConstantProduct.of(this, constant).within(range().multiply(Range.of(constant, constant)));
  }

  @Override
  public SInt neg() {
    return lit(0).sub(this);
  }

  @Override
  public UInt abs() {
    Range magnitude = range().abs();
    int width = Math.max(width(), magnitude.signedWidth());
    spinal.core.SInt wide = resized(width);
    spinal.core.SInt absolute = spinal.core.Mux$.MODULE$.apply(operand().msb(), lit(0).resized(width).$minus(wide), wide);
    return new UInt(Raw.resize(absolute.asUInt(), magnitude.unsignedWidth()), magnitude);
  }

  /**
   * {@return this · 2^n, exact}
   *
   * @param n places, from 0
   */
  public SInt shl(int n) {
    Range shifted = range().shiftLeft(n, n);
    return n == 0 ? value() : new SInt(Raw.resize(operand().$less$less(n), shifted.signedWidth()), shifted);
  }

  /**
   * {@return this · 2^n, exact}
   *
   * @param n a number of places; the result is as wide as its greatest value makes it
   */
  public SInt shl(UInt n) {
    if (n.range().isConstant()) {
      return shl(n.max().intValueExact());
    }
    Range shifted = range().shiftLeft(n.min().intValueExact(), n.max().intValueExact());
    return new SInt(resized(shifted.signedWidth()).$bar$less$less(n.spinal()), shifted);
  }

  /**
   * {@return ⌊this/2^n⌋}
   *
   * @param n places, from 0
   */
  public SInt shr(int n) {
    Range shifted = range().shiftRight(n, n);
    if (n == 0) {
      return value();
    }
    int kept = Math.min(n, width() - 1);
    return new SInt(Raw.resize(operand().$greater$greater(kept), shifted.signedWidth()), shifted);
  }

  /**
   * {@return ⌊this/2^n⌋}
   *
   * @param n a number of places
   */
  public SInt shr(UInt n) {
    if (n.range().isConstant()) {
      return shr(n.max().intValueExact());
    }
    Range shifted = range().shiftRight(n.min().intValueExact(), n.max().intValueExact());
    return new SInt(Raw.resize(operand().$bar$greater$greater(n.spinal()), shifted.signedWidth()), shifted);
  }

  /**
   * {@return the lesser of both}
   *
   * @param other a signal of any range
   */
  public SInt min(Int other) {
    Range least = range().atMost(other.range());
    return le(other).mux(this, other.asSInt()).within(least);
  }

  /**
   * {@return the greater of both}
   *
   * @param other a signal of any range
   */
  public SInt max(Int other) {
    Range greatest = range().atLeast(other.range());
    return ge(other).mux(this, other.asSInt()).within(greatest);
  }

  /**
   * {@return the low {@code bits} bits, read as two's complement}
   *
   * @param bits how many bits, from 1
   */
  public SInt truncate(int bits) {
    Range kept = Range.signed(bits);
    return kept.contains(range()) ? value() : new SInt(resized(bits), kept);
  }

  /**
   * {@return the low {@code bits} bits, read as an unsigned number: the value modulo 2^bits}
   *
   * @param bits how many bits, from 1
   */
  public UInt modulo(int bits) {
    return new UInt(resized(Math.max(bits, 1)).asUInt(), Range.unsigned(bits));
  }

  /**
   * {@return the nearest value in {@code min}…{@code max}}
   *
   * @param min least value, not above {@code max}
   * @param max greatest value
   */
  public SInt saturate(long min, long max) {
    return max(lit(min)).min(lit(max));
  }

  /**
   * {@return the nearest value in 0…{@code max}}
   *
   * @param max greatest value, from 0
   */
  public UInt saturateUnsigned(long max) {
    return saturate(0, max).asUInt();
  }

  /**
   * The value divided by 2^shift, rounded.
   *
   * @param shift    places to drop, from 0
   * @param rounding which way the dropped places round
   * @return the rounded value, in a range that holds every result
   */
  public SInt round(int shift, Rounding rounding) {
    if (shift == 0) {
      return value();
    }
    return switch (rounding) {
      case FLOOR -> shr(shift);
      case HALF_UP -> add(1L << (shift - 1)).shr(shift);
      // One less than half, plus one where the kept part is odd: the tie goes to the even neighbour.
      case HALF_EVEN -> add((1L << (shift - 1)) - 1).add(shr(shift).bit(0).asUInt()).shr(shift);
    };
  }

  /**
   * Claims, as the designer, that the value lies in min…max; checked in the verification build.
   *
   * @param min least value, not above {@code max}
   * @param max greatest value
   * @return the same value, in {@code min}…{@code max}
   */
  public SInt narrow(long min, long max) {
    Instance.current();
    Properties.current().check(ge(min).and(le(max)).spinal(), "a value left its claimed range " + min + " to " + max);
    return within(Range.of(min, max));
  }

  /** The same bits with a range that is known to be narrower. */
  SInt within(Range narrower) {
    return literal == null ? new SInt(resized(narrower.signedWidth()), narrower) : this;
  }

  @Override
  public SInt asSInt() {
    return value();
  }

  @Override
  public UInt asUInt() {
    if (range().isNegative()) {
      throw new RangeException("asUInt", "a value of range " + range() + "; allowed: 0 and above",
          "use abs, saturate, modulo or asBits, whichever is meant");
    }
    return new UInt(Raw.resize(operand().asUInt(), range().unsignedWidth()), range());
  }

  @Override
  public Bits asBits() {
    return new Bits(operand().asBits(), width());
  }
}
