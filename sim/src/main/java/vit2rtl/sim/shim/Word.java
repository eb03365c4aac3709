package vit2rtl.sim.shim;

import java.math.BigInteger;

/** Values in a number of bits, and back. */
public final class Word {
  private Word() {}

  /** The bits of a value as a number that is not negative. */
  public static BigInteger bits(int width, BigInteger value) {
    return value.signum() < 0 ? value.add(BigInteger.ONE.shiftLeft(width)) : value;
  }

  /** The value that bits stand for. */
  public static BigInteger value(int width, boolean signed, BigInteger bits) {
    BigInteger low = bits.and(BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE));
    return signed && low.testBit(width - 1) ? low.subtract(BigInteger.ONE.shiftLeft(width)) : low;
  }

  /** The value that up to 64 bits stand for. */
  public static long value(int width, boolean signed, long bits) {
    int free = 64 - width;
    return signed ? bits << free >> free : bits << free >>> free;
  }
}
