package vit2rtl.sim;

import java.math.BigInteger;
import vit2rtl.hdl.type.Range;

/** What fits how many bits, and how it is written in them. */
final class Word {
  private Word() {}

  static boolean holds(int width, boolean signed, BigInteger value) {
    return signed ? value.bitLength() < width : value.signum() >= 0 && value.bitLength() <= width;
  }

  /** Whether a value fits; any 64 bits fit 64 bits. */
  static boolean holds(int width, boolean signed, long value) {
    int free = 64 - width;
    return free < 0
        ? signed || value >= 0
        : (signed ? value << free >> free : value << free >>> free) == value;
  }

  /** The bits of a value as a number that is not negative. */
  static BigInteger bits(int width, BigInteger value) {
    return value.signum() < 0 ? value.add(BigInteger.ONE.shiftLeft(width)) : value;
  }

  /** The value that bits stand for. */
  static BigInteger value(int width, boolean signed, BigInteger bits) {
    BigInteger low = bits.and(BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE));
    return signed && low.testBit(width - 1) ? low.subtract(BigInteger.ONE.shiftLeft(width)) : low;
  }

  /** The value that up to 64 bits stand for. */
  static long value(int width, boolean signed, long bits) {
    int free = 64 - width;
    return signed ? bits << free >> free : bits << free >>> free;
  }

  static IllegalArgumentException refused(String what, int width, boolean signed, Object value) {
    Range held = signed ? Range.signed(width) : Range.unsigned(width);
    return new IllegalArgumentException("value " + value + " for " + what + "; allowed: " + held.min() + " to "
        + held.max());
  }
}
