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

  /**
   * {@return a type of {@code width} bits}
   *
   * @param width how many bits, from 1
   */
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

  /**
   * Drives this signal; widths must agree.
   *
   * @param value as many bits as this has
   */
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

  /**
   * A bit; that of a port, wire or register may be set.
   *
   * @param index place of the bit, 0 the lowest
   * @return the bit
   */
  public Bool bit(int index) {
    requireWithin(index, index);
    return partOf(this, new Bool(operand().apply(index)));
  }

  /**
   * Bits {@code high} down to {@code low}; those of a port, wire or register may be set.
   *
   * @param high place of the highest bit
   * @param low  place of the lowest bit
   * @return bits {@code high} down to {@code low}
   */
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

  /**
   * {@return a constant of {@code width} bits}
   *
   * @param value from 0 to 2^width − 1
   * @param width how many bits, from 1
   */
  public static Bits lit(long value, int width) {
    BigInteger number = BigInteger.valueOf(value);
    if (value < 0 || number.bitLength() > width) {
      throw new WidthException("lit", "the value " + value + " does not fit " + width + " bits",
          "give more bits or a value from 0 to " + Range.unsigned(width).max());
    }
    return new Bits(Raw.uint(number, width).asBits(), width);
  }

  /**
   * {@return this and another, bit by bit}
   *
   * @param other as many bits as this has
   */
  public Bits and(Bits other) {
    return new Bits(operand().$amp(matched("and", other)), width);
  }

  /**
   * {@return this or another, bit by bit}
   *
   * @param other as many bits as this has
   */
  public Bits or(Bits other) {
    return new Bits(operand().$bar(matched("or", other)), width);
  }

  /**
   * {@return this exclusive or another, bit by bit}
   *
   * @param other as many bits as this has
   */
  public Bits xor(Bits other) {
    return new Bits(operand().$up(matched("xor", other)), width);
  }

  /** {@return every bit inverted} */
  public Bits not() {
    return new Bits(operand().unary_$tilde(), width);
  }

  /**
   * {@return whether all bits are those of another}
   *
   * @param other as many bits as this has
   */
  public Bool eq(Bits other) {
    return new Bool(operand().$eq$eq$eq(matched("eq", other)));
  }

  /**
   * {@return whether some bit differs from another's}
   *
   * @param other as many bits as this has
   */
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

  /** {@return all bits are high} */
  public Bool andAll() {
    return new Bool(operand().andR());
  }

  /** {@return some bit is high} */
  public Bool orAll() {
    return new Bool(operand().orR());
  }

  /** {@return an odd number of bits is high} */
  public Bool xorAll() {
    return new Bool(operand().xorR());
  }

  /**
   * {@return every bit {@code n} places up; those that leave at the top come in at the bottom}
   *
   * @param n places
   */
  public Bits rotateLeft(int n) {
    int by = Math.floorMod(n, width);
    return by == 0 ? value() : slice(width - 1 - by, 0).concat(slice(width - 1, width - by));
  }

  /**
   * {@return every bit {@code n} places down; those that leave at the bottom come in at the top}
   *
   * @param n places
   */
  public Bits rotateRight(int n) {
    return rotateLeft(width - Math.floorMod(n, width));
  }

  /**
   * {@return rotated by a run-time number of places, modulo the width}
   *
   * @param n places, of any range
   */
  public Bits rotateLeft(UInt n) {
    Bits rotated = value();
    for (int i = 0; i < n.width(); i++) {
      int by = BigInteger.ONE.shiftLeft(i).mod(BigInteger.valueOf(width)).intValue();
      rotated = n.bit(i).mux(rotated.rotateLeft(by), rotated);
    }
    return rotated;
  }

  /** {@return bit 0 on top} */
  public Bits reversed() {
    Bits result = slice(0, 0);
    for (int i = 1; i < width; i++) {
      result = result.concat(slice(i, i));
    }
    return result;
  }

  /**
   * {@return the bit at a run-time index; beyond the end it is low}
   *
   * @param index an unsigned number of any range
   */
  public Bool bit(UInt index) {
    return asUInt().shr(index).bit(0);
  }

  /**
   * {@return this signal {@code times} times, one above the other}
   *
   * @param times from 1
   */
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

  /**
   * This signal above {@code low}.
   *
   * @param low any bits
   * @return as many bits as both have
   */
  public Bits concat(Bits low) {
    return new Bits(operand().$hash$hash(low.raw), width + low.width);
  }

  /** {@return the bits as a number 0…2^width − 1} */
  public UInt asUInt() {
    return new UInt(operand().asUInt(), Range.unsigned(width));
  }

  /** {@return the bits as a two's complement number} */
  public SInt asSInt() {
    return new SInt(operand().asSInt(), Range.signed(width));
  }
}
