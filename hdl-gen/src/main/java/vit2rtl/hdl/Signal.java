package vit2rtl.hdl;

import java.util.List;
import spinal.core.BaseType;
import spinal.core.Data;

/** A value in a circuit: a port, a wire, a register or an expression. */
public abstract sealed class Signal permits Int, Bits, Bool, Vec, Record {

  /** The type that makes signals like this one, range included. */
  public abstract Type<? extends Signal> type();

  /** The underlying SpinalHDL object, for what this package does not cover. */
  public abstract Data spinal();

  /** The name of a scalar signal in the emitted text; refused where it has none, and for vectors. */
  public String name() {
    if (!isNamed() || leaves().size() != 1) {
      throw new NameException("name", isNamed() ? "a signal of several parts has several names" : "the signal has no name",
          "ask a named port");
    }
    return ((BaseType) leaves().get(0).spinal()).getName();
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
