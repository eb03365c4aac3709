package vit2rtl.hdl.type;

import java.math.BigInteger;
import java.util.List;
import spinal.core.BitCount;
import vit2rtl.hdl.error.WidthException;
import vit2rtl.hdl.internal.Elaboration;
import vit2rtl.hdl.internal.Raw;

/** Bits without a meaning as a number. */
public final class Bits extends Signal {
  private final spinal.core.Bits raw;
  private final int width;

  Bits(spinal.core.Bits raw, int width) {
    this.raw = raw;
    this.width = width;
  }

  /** A type of {@code width} bits. */
  public static Type<Bits> bits(int width) {
    if (width < 1) {
      throw new WidthException("Bits", width + " bits; allowed: from 1", "leave the signal out where it has no bits");
    }
    return () -> variable(new Bits(Raw.bits(width), width));
  }

  @Override
  public Type<Bits> type() {
    return bits(width);
  }

  @Override
  public spinal.core.Bits spinal() {
    return raw;
  }

  /** As an operand: only while a design is described, where SpinalHDL would end in a null otherwise. */
  private spinal.core.Bits operand() {
    Elaboration.current();
    return raw;
  }

  /** The value alone, as an operator gives it that has nothing to do: it may not be set. */
  private Bits value() {
    return isVariable() ? new Bits(raw, width) : this;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public Bits asBits() {
    return value();
  }

  /** Drives this signal; widths must agree. */
  public void set(Bits value) {
    requireVariable("set");
    if (value.width != width) {
      throw new WidthException("set" + ofName(), value.width + " bits do not fit " + width + " bits",
          "take a slice of them or concatenate them with zeros");
    }
    Raw.assign(raw, value.raw);
  }

  @Override
  void assign(Signal value) {
    set((Bits) value);
  }

  @Override
  List<Signal> leaves() {
    return List.of(this);
  }

  /** A bit; that of a port, wire or register may be set. */
  public Bool bit(int index) {
    requireWithin(index, index);
    return partOf(this, new Bool(operand().apply(index)));
  }

  /** Bits {@code high} down to {@code low}; those of a port, wire or register may be set. */
  public Bits slice(int high, int low) {
    requireWithin(high, low);
    int count = high - low + 1;
    return count == width ? this
        : partOf(this, new Bits((spinal.core.Bits) operand().apply(low, new BitCount(count)), count));
  }

  void requireWithin(int high, int low) {
    if (low < 0 || high < low || high >= width) {
      throw new WidthException("slice" + ofName(), "bits " + high + " down to " + low + " of " + width + " bits",
          "stay within " + (width - 1) + " down to 0");
    }
  }

  /** A constant of {@code width} bits. */
  public static Bits lit(long value, int width) {
    BigInteger number = BigInteger.valueOf(value);
    if (value < 0 || number.bitLength() > width) {
      throw new WidthException("lit", "the value " + value + " does not fit " + width + " bits",
          "give more bits or a value from 0 to " + Range.unsigned(width).max());
    }
    return new Bits(Raw.uint(number, width).asBits(), width);
  }

  public Bits and(Bits other) {
    return new Bits(operand().$amp(matched("and", other)), width);
  }

  public Bits or(Bits other) {
    return new Bits(operand().$bar(matched("or", other)), width);
  }

  public Bits xor(Bits other) {
    return new Bits(operand().$up(matched("xor", other)), width);
  }

  public Bits not() {
    return new Bits(operand().unary_$tilde(), width);
  }

  public Bool eq(Bits other) {
    return new Bool(operand().$eq$eq$eq(matched("eq", other)));
  }

  public Bool ne(Bits other) {
    return new Bool(operand().$eq$div$eq(matched("ne", other)));
  }

  private spinal.core.Bits matched(String operation, Bits other) {
    if (other.width != width) {
      throw new WidthException(operation, width + " bits with " + other.width + " bits",
          "take a slice of one or concatenate the other with zeros");
    }
    return other.raw;
  }

  /** All bits are high. */
  public Bool andAll() {
    return new Bool(operand().andR());
  }

  /** Some bit is high. */
  public Bool orAll() {
    return new Bool(operand().orR());
  }

  /** An odd number of bits is high. */
  public Bool xorAll() {
    return new Bool(operand().xorR());
  }

  /** Every bit {@code n} places up, those that leave at the top come in at the bottom. */
  public Bits rotateLeft(int n) {
    int by = Math.floorMod(n, width);
    return by == 0 ? value() : slice(width - 1 - by, 0).concat(slice(width - 1, width - by));
  }

  /** Every bit {@code n} places down, those that leave at the bottom come in at the top. */
  public Bits rotateRight(int n) {
    return rotateLeft(width - Math.floorMod(n, width));
  }

  /** Rotated by a run-time number of places, modulo the width. */
  public Bits rotateLeft(UInt n) {
    Bits rotated = value();
    for (int i = 0; i < n.width(); i++) {
      int by = BigInteger.ONE.shiftLeft(i).mod(BigInteger.valueOf(width)).intValue();
      rotated = n.bit(i).mux(rotated.rotateLeft(by), rotated);
    }
    return rotated;
  }

  /** Bit 0 on top. */
  public Bits reversed() {
    Bits result = slice(0, 0);
    for (int i = 1; i < width; i++) {
      result = result.concat(slice(i, i));
    }
    return result;
  }

  /** The bit at a run-time index; beyond the end it is low. */
  public Bool bit(UInt index) {
    return asUInt().shr(index).bit(0);
  }

  /** This signal {@code times} times, one above the other. */
  public Bits repeated(int times) {
    if (times < 1) {
      throw new WidthException("repeated", times + " copies; allowed: from 1", "leave it out");
    }
    Bits result = value();
    for (int i = 1; i < times; i++) {
      result = result.concat(this);
    }
    return result;
  }

  /** This signal above {@code low}. */
  public Bits concat(Bits low) {
    return new Bits(operand().$hash$hash(low.raw), width + low.width);
  }

  /** The bits as a number 0…2^width − 1. */
  public UInt asUInt() {
    return new UInt(operand().asUInt(), Range.unsigned(width));
  }

  /** The bits as a two's complement number. */
  public SInt asSInt() {
    return new SInt(operand().asSInt(), Range.signed(width));
  }
}
