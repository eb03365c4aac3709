package vit2rtl.hdl.type;

import java.util.List;
import spinal.core.BaseType;
import spinal.core.Data;
import vit2rtl.hdl.error.NameException;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.error.WidthException;
import vit2rtl.hdl.internal.Elaboration;
import vit2rtl.hdl.internal.PartlySet;
import vit2rtl.hdl.internal.Raw;

/** A value in a circuit: a port, a wire, a register or an expression. */
public abstract sealed class Signal permits Int, Bits, Bool, EnumSignal, Vec, Record {
  /** What is driven where this is set: itself, or what it is cut out of; null where it is an expression. */
  private Signal target;

  /** {@return the type that makes signals like this one, range included} */
  public abstract Type<? extends Signal> type();

  /** {@return the underlying SpinalHDL object, for what the Java HDL does not cover} */
  public abstract Data spinal();

  /** {@return the name of a scalar signal in the emitted text; refused where it has none, and for vectors} */
  public String name() {
    if (!isNamed() || leaves().size() != 1) {
      throw new NameException("name",
          isNamed() ? "a signal of several parts has several names" : "the signal has no name", "ask a named port");
    }
    return ((BaseType) leaves().get(0).spinal()).getName();
  }

  /** {@return bits of all scalar parts together} */
  public int width() {
    return leaves().stream().mapToInt(Signal::width).sum();
  }

  /** {@return the bits, without meaning; of several parts the first is lowest} */
  public Bits asBits() {
    List<Signal> leaves = leaves();
    Bits bits = leaves.get(0).asBits();
    for (Signal leaf : leaves.subList(1, leaves.size())) {
      bits = leaf.asBits().concat(bits);
    }
    return bits;
  }

  /**
   * Drives this signal with the bits of another of its type, as {@link #asBits} gives them. Bits that are no value of
   * the type (outside a range, no constant of an enum) are not noticed: whoever reads them reads nonsense.
   *
   * @param value bits as many as this signal has
   */
  public final void setBits(Bits value) {
    if (value.width() != width()) {
      throw new WidthException("setBits" + ofName(), value.width() + " bits do not fit " + width() + " bits",
          "take a slice of them or concatenate them with zeros");
    }
    int low = 0;
    for (Signal leaf : leaves()) {
      leaf.assignBits(value.slice(low + leaf.width() - 1, low));
      low += leaf.width();
    }
  }

  /** Drives a scalar signal with as many bits. */
  private void assignBits(Bits value) {
    requireVariable("setBits");
    if (this instanceof EnumSignal<?> constant) {
      constant.spinal().assignFromBits(value.spinal());
    } else {
      Raw.assign(spinal(), this instanceof UInt ? value.asUInt().spinal()
          : this instanceof SInt ? value.asSInt().spinal()
          : this instanceof Bool ? value.bit(0).spinal() : value.spinal());
    }
  }

  /** What a type makes may be set. */
  static <T extends Signal> T variable(T scalar) {
    ((Signal) scalar).target = scalar;
    return scalar;
  }

  /** What is cut out of a signal may be set if that may. */
  static <T extends Signal> T partOf(Signal whole, T part) {
    ((Signal) part).target = whole.target;
    return part;
  }

  /** Whether it may be set, so that an operator that has nothing to do returns a copy that may not. */
  final boolean isVariable() {
    return target != null;
  }

  /** It has been given its value, once and for all. */
  final void finished() {
    target = null;
  }

  /** Refuses to drive what has its value already. */
  final void requireVariable(String operation) {
    Elaboration running = Elaboration.current();
    if (target == null) {
      throw new StructureException(operation + ofName(), "an expression or a constant, which has its value already;"
          + " allowed: ports, wires and registers", "declare a wire, set that, and use it in place of the expression");
    }
    if (target != this) {
      PartlySet.of(running).add((BaseType) target.spinal());
    }
  }

  /** Drives this signal; a later call (in program order, under its conditions) wins. */
  abstract void assign(Signal value);

  /** The scalar signals this one consists of: itself, or the elements of a vector. */
  abstract List<Signal> leaves();

  /** Name suffix of a leaf under this signal's name: empty for scalars. */
  void rename(String name) {
    spinal().setName(name);
  }

  /** " of name" for messages, or nothing where there is no name yet. */
  String ofName() {
    return isNamed() ? " " + ((BaseType) leaves().get(0).spinal()).getName() : "";
  }

  boolean isNamed() {
    return ((BaseType) leaves().get(0).spinal()).isNamed();
  }
}
