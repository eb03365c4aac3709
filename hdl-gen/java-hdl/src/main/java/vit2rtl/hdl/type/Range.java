package vit2rtl.hdl.type;

import java.math.BigInteger;
import vit2rtl.hdl.error.RangeException;

/**
 * An interval of integers, min…max inclusive. Every integer signal carries one; widths follow from it, so overflow
 * cannot happen silently. The operations are exact interval arithmetic.
 */
public record Range(BigInteger min, BigInteger max) {
  public Range {
    if (min.compareTo(max) > 0) {
      throw new RangeException("range", "from " + min + " to " + max + " is empty", "give the least value first");
    }
  }

  public static Range of(long min, long max) {
    return new Range(BigInteger.valueOf(min), BigInteger.valueOf(max));
  }

  /** 0…2^bits − 1. */
  public static Range unsigned(int bits) {
    return new Range(BigInteger.ZERO, BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE));
  }

  /** −2^(bits−1)…2^(bits−1) − 1. */
  public static Range signed(int bits) {
    BigInteger half = BigInteger.ONE.shiftLeft(bits - 1);
    return new Range(half.negate(), half.subtract(BigInteger.ONE));
  }

  public static Range constant(BigInteger value) {
    return new Range(value, value);
  }

  public boolean isNegative() {
    return min.signum() < 0;
  }

  public boolean isConstant() {
    return min.equals(max);
  }

  /** Bits of an unsigned signal with this range, at least 1. */
  public int unsignedWidth() {
    return Math.max(1, max.bitLength());
  }

  /** Bits of a two's complement signal with this range. */
  public int signedWidth() {
    return Math.max(min.bitLength(), max.bitLength()) + 1;
  }

  public boolean contains(Range other) {
    return min.compareTo(other.min) <= 0 && max.compareTo(other.max) >= 0;
  }

  public Range union(Range other) {
    return new Range(min.min(other.min), max.max(other.max));
  }

  public Range add(Range other) {
    return new Range(min.add(other.min), max.add(other.max));
  }

  public Range subtract(Range other) {
    return new Range(min.subtract(other.max), max.subtract(other.min));
  }

  public Range multiply(Range other) {
    BigInteger a = min.multiply(other.min);
    BigInteger b = min.multiply(other.max);
    BigInteger c = max.multiply(other.min);
    BigInteger d = max.multiply(other.max);
    return new Range(a.min(b).min(c).min(d), a.max(b).max(c).max(d));
  }

  public Range negate() {
    return new Range(max.negate(), min.negate());
  }

  public Range abs() {
    if (min.signum() >= 0) {
      return this;
    }
    return max.signum() <= 0 ? negate() : new Range(BigInteger.ZERO, max.max(min.negate()));
  }

  /** Range of x·2^n for n in 0…{@code most}, or exactly {@code most} where {@code least} equals it. */
  public Range shiftLeft(int least, int most) {
    requireForward(least);
    return new Range(min.shiftLeft(min.signum() < 0 ? most : least), max.shiftLeft(max.signum() > 0 ? most : least));
  }

  /** Range of ⌊x/2^n⌋ for n in {@code least}…{@code most}. */
  public Range shiftRight(int least, int most) {
    requireForward(least);
    return new Range(min.shiftRight(min.signum() < 0 ? least : most), max.shiftRight(max.signum() > 0 ? least : most));
  }

  private static void requireForward(int least) {
    if (least < 0) {
      throw new RangeException("shift", "by " + least + " bits; allowed: from 0", "shift the other way");
    }
  }

  public Range atMost(Range other) {
    return new Range(min.min(other.min), max.min(other.max));
  }

  public Range atLeast(Range other) {
    return new Range(min.max(other.min), max.max(other.max));
  }

  /** The values that remain after clamping into {@code limits}. */
  public Range clamp(Range limits) {
    return atLeast(constant(limits.min)).atMost(constant(limits.max));
  }

  @Override
  public String toString() {
    return min + "…" + max;
  }
}
