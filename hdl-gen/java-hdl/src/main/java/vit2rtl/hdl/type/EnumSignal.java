package vit2rtl.hdl.type;

import java.util.ArrayList;
import java.util.List;
import spinal.core.SpinalEnum;
import spinal.core.SpinalEnumCraft;
import spinal.core.SpinalEnumElement;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.internal.Elaboration;
import vit2rtl.hdl.internal.Raw;

/**
 * A constant of an enum: a port, wire, register, part of a record or element of a stream like any other signal.
 * {@code Component.switchOn} chooses by it. Its bits are no constant where the encoding has codes to spare and they
 * come from outside or from {@code setBits}; such a value equals no constant (but see {@link Encoding#ONE_HOT}),
 * {@link #isConstant} is low, and a switch takes {@code otherwise}, or the last case where every constant has one.
 *
 * @param <E> the enum
 */
public final class EnumSignal<E extends Enum<E>> extends Signal {
  private final EnumType<E> type;
  private final SpinalEnumCraft<SpinalEnum> raw;

  EnumSignal(EnumType<E> type, SpinalEnumCraft<SpinalEnum> raw) {
    this.type = type;
    this.raw = raw;
  }

  /**
   * Constants by their ordinals in binary.
   *
   * @param <E>       the enum
   * @param constants class of the enum
   * @return a type of as many bits as the ordinals take
   */
  public static <E extends Enum<E>> EnumType<E> type(Class<E> constants) {
    return type(constants, Encoding.BINARY);
  }

  /**
   * A type of signals that hold constants of an enum.
   *
   * @param <E>       the enum
   * @param constants class of the enum
   * @param encoding  what bits stand for which constant
   * @return the type
   */
  public static <E extends Enum<E>> EnumType<E> type(Class<E> constants, Encoding encoding) {
    return new EnumType<>(constants, encoding);
  }

  @Override
  public EnumType<E> type() {
    return type;
  }

  @Override
  public SpinalEnumCraft<SpinalEnum> spinal() {
    return raw;
  }

  @Override
  public int width() {
    return type.width();
  }

  @Override
  public Bits asBits() {
    Elaboration.current();
    return new Bits(raw.asBits(), width());
  }

  /**
   * Drives this signal with a constant.
   *
   * @param constant a constant of the enum
   */
  public void set(E constant) {
    requireVariable("set");
    Raw.assign(raw, type.lit(constant).raw);
  }

  /**
   * Drives this signal; enum and encoding must agree.
   *
   * @param value a signal of the same enum and encoding
   */
  public void set(EnumSignal<E> value) {
    requireVariable("set");
    if (!value.type.equals(type)) {
      throw new StructureException("set" + ofName(), value.type.describe() + " does not fit " + type.describe(),
          "use one encoding for both, or set it in a switchOn");
    }
    Raw.assign(raw, value.raw);
  }

  /**
   * {@return whether this signal holds a constant}
   *
   * @param constant a constant of the enum
   */
  public Bool eq(E constant) {
    return new Bool(raw.$eq$eq$eq(element(constant)));
  }

  /**
   * {@return whether this signal holds something else than a constant}
   *
   * @param constant a constant of the enum
   */
  public Bool ne(E constant) {
    return new Bool(raw.$eq$div$eq(element(constant)));
  }

  private SpinalEnumElement<SpinalEnum> element(E constant) {
    Elaboration.current();
    return raw.spinalEnum().elements().apply(constant.ordinal());
  }

  /**
   * {@return whether both hold the same bits; enum and encoding must agree}
   *
   * @param other a signal of the same enum and encoding
   */
  public Bool eq(EnumSignal<E> other) {
    if (!other.type.equals(type)) {
      throw new StructureException("eq" + ofName(), other.type.describe() + " cannot be compared with "
          + type.describe(), "use one encoding for both");
    }
    return asBits().eq(other.asBits());
  }

  /**
   * {@return whether the bits differ; enum and encoding must agree}
   *
   * @param other a signal of the same enum and encoding
   */
  public Bool ne(EnumSignal<E> other) {
    if (!other.type.equals(type)) {
      return eq(other).not();
    }
    return asBits().ne(other.asBits());
  }

  /** {@return the bits are those of a constant} */
  public Bool isConstant() {
    E[] constants = type.constants().getEnumConstants();
    if (type.encoding() != Encoding.ONE_HOT && constants.length == 1 << width()) {
      return Bool.lit(true);
    }
    UInt code = asBits().asUInt();
    List<Bool> hits = new ArrayList<>();
    for (E constant : constants) {
      hits.add(code.eq(type.code(constant)));
    }
    return hits.stream().reduce(Bool.lit(false), Bool::or);
  }

  @Override
  @SuppressWarnings("unchecked")
  void assign(Signal value) {
    set((EnumSignal<E>) value);
  }

  @Override
  List<Signal> leaves() {
    return List.of(this);
  }
}
