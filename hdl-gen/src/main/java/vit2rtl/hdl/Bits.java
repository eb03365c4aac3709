package vit2rtl.hdl;

import java.util.List;
import spinal.core.BitCount;

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
    return () -> new Bits(spinal.core.package$.MODULE$.Bits(new BitCount(width)), width);
  }

  @Override
  public Type<Bits> type() {
    return bits(width);
  }

  @Override
  public spinal.core.Bits spinal() {
    return raw;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public Bits asBits() {
    return this;
  }

  /** Drives this signal; widths must agree. */
  public void set(Bits value) {
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

  public Bool bit(int index) {
    check(index, index);
    return new Bool(raw.apply(index));
  }

  /** Bits {@code high} down to {@code low}. */
  public Bits slice(int high, int low) {
    check(high, low);
    int count = high - low + 1;
    return count == width ? this : new Bits((spinal.core.Bits) raw.apply(low, new BitCount(count)), count);
  }

  private void check(int high, int low) {
    if (low < 0 || high < low || high >= width) {
      throw new WidthException("slice" + ofName(), "bits " + high + " down to " + low + " of " + width + " bits",
          "stay within " + (width - 1) + " down to 0");
    }
  }

  /** This signal above {@code low}. */
  public Bits concat(Bits low) {
    return new Bits(raw.$hash$hash(low.raw), width + low.width);
  }

  /** The bits as a number 0…2^width − 1. */
  public UInt asUInt() {
    return new UInt(raw.asUInt(), Range.unsigned(width));
  }

  /** The bits as a two's complement number. */
  public SInt asSInt() {
    return new SInt(raw.asSInt(), Range.signed(width));
  }
}
