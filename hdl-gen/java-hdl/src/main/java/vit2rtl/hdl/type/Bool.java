package vit2rtl.hdl.type;

import java.math.BigInteger;
import java.util.List;
import spinal.core.Mux$;
import vit2rtl.hdl.error.WidthException;
import vit2rtl.hdl.internal.Elaboration;
import vit2rtl.hdl.internal.Raw;

/** A truth value. */
public final class Bool extends Signal {
  private final spinal.core.Bool raw;
  private final Boolean known;

  Bool(spinal.core.Bool raw) {
    this(raw, null);
  }

  private Bool(spinal.core.Bool raw, Boolean known) {
    this.raw = raw;
    this.known = known;
  }

  /** {@return the type of truth values} */
  public static Type<Bool> bool() {
    return () -> variable(new Bool(Raw.bool()));
  }

  /**
   * {@return a constant}
   *
   * @param value a truth value
   */
  public static Bool lit(boolean value) {
    return new Bool(Raw.bool(value), value);
  }

  @Override
  public Type<Bool> type() {
    return bool();
  }

  @Override
  public spinal.core.Bool spinal() {
    return raw;
  }

  /** Whether it is the constant that is always true. */
  boolean isKnownHigh() {
    return Boolean.TRUE.equals(known);
  }

  /** As an operand: only while a design is described, where SpinalHDL would end in a null otherwise. */
  private spinal.core.Bool operand() {
    Elaboration.current();
    return raw;
  }

  /** The value alone, as an operator gives it that has nothing to do: it may not be set. */
  private Bool value() {
    return isVariable() ? new Bool(raw, known) : this;
  }

  @Override
  public int width() {
    return 1;
  }

  @Override
  public Bits asBits() {
    return new Bits(operand().asBits(), 1);
  }

  /**
   * Drives this signal.
   *
   * @param value a truth value
   */
  public void set(Bool value) {
    requireVariable("set");
    Raw.assign(raw, value.raw);
  }

  @Override
  void assign(Signal value) {
    set((Bool) value);
  }

  @Override
  List<Signal> leaves() {
    return List.of(this);
  }

  /**
   * {@return whether this and another are true}
   *
   * @param other a truth value
   */
  public Bool and(Bool other) {
    if (known != null) {
      return known ? other.value() : value();
    }
    if (other.known != null) {
      return other.known ? value() : other;
    }
    return new Bool(operand().$amp$amp(other.raw));
  }

  /**
   * {@return whether this or another is true}
   *
   * @param other a truth value
   */
  public Bool or(Bool other) {
    if (known != null) {
      return known ? value() : other.value();
    }
    if (other.known != null) {
      return other.known ? other : value();
    }
    return new Bool(operand().$bar$bar(other.raw));
  }

  /**
   * {@return whether exactly one of this and another is true}
   *
   * @param other a truth value
   */
  public Bool xor(Bool other) {
    return new Bool(operand().$eq$div$eq(other.raw));
  }

  /** {@return the opposite} */
  public Bool not() {
    return known != null ? lit(!known) : new Bool(operand().unary_$bang());
  }

  /**
   * {@return whether both are true or both false}
   *
   * @param other a truth value
   */
  public Bool eq(Bool other) {
    return new Bool(operand().$eq$eq$eq(other.raw));
  }

  /**
   * One of two values; the result's range holds both. Vectors and records are chosen part by part.
   *
   * @param <T>       what is chosen
   * @param whenTrue  the result while this is true
   * @param whenFalse the result while this is false
   * @return the chosen one, of a type that holds both
   */
  @SuppressWarnings("unchecked")
  public <T extends Signal> T mux(T whenTrue, T whenFalse) {
    if (whenTrue instanceof UInt a && whenFalse instanceof UInt b) {
      Range range = a.range().union(b.range());
      int width = range.unsignedWidth();
      return (T) new UInt(Mux$.MODULE$.apply(operand(), a.resized(width), b.resized(width)), range);
    }
    if (whenTrue instanceof Int a && whenFalse instanceof Int b) {
      Range range = a.range().union(b.range());
      int width = range.signedWidth();
      return (T) new SInt(Mux$.MODULE$.apply(operand(), a.asSInt().resized(width),
          b.asSInt().resized(width)), range);
    }
    if (whenTrue instanceof Bool a && whenFalse instanceof Bool b) {
      return (T) new Bool(Mux$.MODULE$.apply(operand(), a.raw, b.raw));
    }
    if (whenTrue instanceof Bits a && whenFalse instanceof Bits b && a.width() == b.width()) {
      return (T) new Bits(Mux$.MODULE$.apply(operand(), a.spinal(), b.spinal()), a.width());
    }
    if (whenTrue instanceof EnumSignal<?> a && whenFalse instanceof EnumSignal<?> b && a.type().equals(b.type())) {
      return (T) a.type().create(Mux$.MODULE$.apply(operand(), a.spinal(), b.spinal()));
    }
    if (whenTrue instanceof Vec<?> a && whenFalse instanceof Vec<?> b && a.size() == b.size()) {
      return (T) a.zip(b, this::mux);
    }
    if (whenTrue instanceof Record a && whenFalse instanceof Record b && a.getClass() == b.getClass()) {
      return (T) a.zip(b, this::mux);
    }
    throw new WidthException("mux", whenTrue.getClass().getSimpleName() + " and "
        + whenFalse.getClass().getSimpleName() + " have no common type",
        "give two integers, two truth values, bits of one width, or two of one enum, vector or record type");
  }

  /** {@return 1 for true, 0 for false} */
  public UInt asUInt() {
    return known != null
        ? UInt.lit(known ? BigInteger.ONE : BigInteger.ZERO)
        : new UInt(operand().asUInt(), Range.unsigned(1));
  }
}
