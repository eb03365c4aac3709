package vit2rtl.hdl.type;

import java.math.BigInteger;
import vit2rtl.hdl.error.RangeException;

/**
 * An interval of integers, min…max inclusive. Every integer signal carries one; widths follow from it, so overflow
 * cannot happen silently. The operations are exact interval arithmetic.
 *
 * @param min the least value
 * @param max the greatest value, not below {@code min}
 */
public record Range(BigInteger min, BigInteger max) {
  /**
   * Refuses an interval whose least value is above its greatest.
   *
   * @param min the least value
   * @param max the greatest value, not below {@code min}
   */
  public Range {
    if (min.compareTo(max) > 0) {
      throw new RangeException("range", "from " + min + " to " + max + " is empty", "give the least value first");
    }
  }

  /**
   * {@return the interval {@code min}…{@code max}}
   *
   * @param min least value
   * @param max greatest value, not below {@code min}
   */
  public static Range of(long min, long max) {
    return new Range(BigInteger.valueOf(min), BigInteger.valueOf(max));
  }

  /**
   * {@return 0…2^bits − 1}
   *
   * @param bits how many bits, from 1
   */
  public static Range unsigned(int bits) {
    return new Range(BigInteger.ZERO, BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
  }

  /**
   * {@return −2^(bits−1)…2^(bits−1) − 1}
   *
   * @param bits how many bits, from 1
   */
  public static Range signed(int bits) {
    BigInteger half = BigInteger.ONE.shiftLeft(bits - 1);
    return new Range(half.negate(), half.subtract(BigInteger.ONE));
  }

  /**
   * {@return the interval of one value}
   *
   * @param value the only value
   */
  public static Range constant(BigInteger value) {
    return new Range(value, value);
  }

  /** {@return whether it has values below 0} */
  public boolean isNegative() {
    return min.signum() < 0;
  }

  /** {@return whether it has one value only} */
  public boolean isConstant() {
    return min.equals(max);
  }

  /** {@return bits of an unsigned signal with this range, at least 1} */
  public int unsignedWidth() {
    return Math.max(1, max.bitLength());
  }

  /** {@return bits of a two's complement signal with this range} */
  public int signedWidth() {
    return Math.max(min.bitLength(), max.bitLength()) + 1;
  }

  /**
   * {@return whether every value of another interval is one of this}
   *
   * @param other an interval
   */
  public boolean contains(Range other) {
    return min.compareTo(other.min) <= 0 && max.compareTo(other.max) >= 0;
  }

  /**
   * {@return the smallest interval that holds both}
   *
   * @param other an interval
   */
  public Range union(Range other) {
    return new Range(min.min(other.min), max.max(other.max));
  }

  /**
   * {@return the interval of x + y}
   *
   * @param other an interval
   */
  public Range add(Range other) {
    return new Range(min.add(other.min), max.add(other.max));
  }

  /**
   * {@return the interval of x − y}
   *
   * @param other an interval
   */
  public Range subtract(Range other) {
    return new Range(min.subtract(other.max), max.subtract(other.min));
  }

  /**
   * {@return the interval of x · y}
   *
   * @param other an interval
   */
  public Range multiply(Range other) {
    BigInteger a = min.multiply(other.min);
    BigInteger b = min.multiply(other.max);
    BigInteger c = max.multiply(other.min);
    BigInteger d = max.multiply(other.max);
    return new Range(a.min(b).min(c).min(d), a.max(b).max(c).max(d));
  }

  /** {@return the interval of −x} */
  public Range negate() {
    return new Range(max.negate(), min.negate());
  }

  /** {@return the interval of the magnitude of x} */
  public Range abs() {
    if (min.signum() >= 0) {
      return this;
    }
    return max.signum() <= 0 ? negate() : new Range(BigInteger.ZERO, max.max(min.negate()));
  }

  /**
   * {@return range of x·2^n for n in 0…{@code most}, or exactly {@code most} where {@code least} equals it}
   *
   * @param least least number of places, from 0
   * @param most  greatest number of places
   */
  public Range shiftLeft(int least, int most) {
    requireForward(least);
    return new Range(min.shiftLeft(min.signum() < 0 ? most : least), max.shiftLeft(max.signum() > 0 ? most : least));
  }

  /**
   * {@return range of ⌊x/2^n⌋ for n in {@code least}…{@code most}}
   *
   * @param least least number of places, from 0
   * @param most  greatest number of places
   */
  public Range shiftRight(int least, int most) {
    requireForward(least);
    return new Range(min.shiftRight(min.signum() < 0 ? least : most), max.shiftRight(max.signum() > 0 ? least : most));
  }

  private static void requireForward(int least) {
    if (least < 0) {
      throw new RangeException("shift", "by " + least + " bits; allowed: from 0", "shift the other way");
    }
  }

  /**
   * {@return the interval of the lesser of x and y}
   *
   * @param other an interval
   */
  public Range atMost(Range other) {
    return new Range(min.min(other.min), max.min(other.max));
  }

  /**
   * {@return the interval of the greater of x and y}
   *
   * @param other an interval
   */
  public Range atLeast(Range other) {
    return new Range(min.max(other.min), max.max(other.max));
  }

  /**
   * {@return the values that remain after clamping into {@code limits}}
   *
   * @param limits the interval to clamp into
   */
  public Range clamp(Range limits) {
    return atLeast(constant(limits.min)).atMost(constant(limits.max));
  }

  @Override
  public String toString() {
    return min + "…" + max;
  }
}
