package vit2rtl.hdl.internal.module;

import java.math.BigInteger;
import spinal.core.Data;
import spinal.core.DataPrimitives;
import vit2rtl.hdl.domain.Clocks;
import vit2rtl.hdl.error.RangeException;
import vit2rtl.hdl.internal.Bodies;
import vit2rtl.hdl.internal.Instance;
import vit2rtl.hdl.internal.Raw;
import vit2rtl.hdl.type.Bits;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.EnumSignal;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.Range;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.Signal;
import vit2rtl.hdl.type.Signals;
import vit2rtl.hdl.type.UInt;

/** Registers and their reset values. */
public final class Registers {
  private Registers() {}

  /** Makes a register of a signal. */
  public static <T extends Signal> T make(T signal) {
    Clocks.current().requireClock("reg");
    Signals.leaves(signal).forEach(leaf -> leaf.spinal().setAsReg());
    return signal;
  }

  /** Gives a register a reset value. */
  public static <T extends Signal> T reset(T register, long value) {
    Clocks.current().requireReset("reset" + Signals.ofName(register));
    Signals.leaves(register).forEach(leaf -> init(leaf.spinal(), constant(leaf, value)));
    return register;
  }

  /** A register with the value of the cycle before. */
  public static <T extends Signal> T next(Instance owner, String name, T value) {
    T register = Naming.name(owner, name, make(Signals.like(value)));
    Signals.assign(register, value);
    return register;
  }

  /** A register with the value of the last cycle in which {@code enable} was high. */
  public static <T extends Signal> T next(Instance owner, Bool enable, String name, T value) {
    T register = Naming.name(owner, name, make(Signals.like(value)));
    Bodies.when(enable.spinal(), () -> Signals.assign(register, value));
    return register;
  }

  private static Data constant(Signal leaf, long value) {
    if (leaf instanceof EnumSignal<?> constant) {
      return constant(constant, value);
    }
    BigInteger number = BigInteger.valueOf(value);
    if (leaf instanceof Int i && !i.range().contains(Range.constant(number))) {
      throw new RangeException("reset" + Signals.ofName(leaf), "the value " + value + " does not fit the range " + i.range(),
          "widen the register or reset it to another value");
    }
    if (leaf instanceof UInt u) {
      return Raw.uint(number, u.width());
    }
    if (leaf instanceof SInt s) {
      return Raw.sint(number, s.width());
    }
    if (leaf instanceof Bits bits) {
      return Raw.uint(number, bits.width()).asBits();
    }
    return Raw.bool(value != 0);
  }

  private static <E extends Enum<E>> Data constant(EnumSignal<E> leaf, long ordinal) {
    E[] constants = leaf.type().constants().getEnumConstants();
    if (ordinal < 0 || ordinal >= constants.length) {
      throw new RangeException("reset" + Signals.ofName(leaf), "the ordinal " + ordinal + " is none of the "
          + constants.length + " constants", "reset it to a constant");
    }
    return leaf.type().lit(constants[(int) ordinal]).spinal();
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static void init(Data register, Data value) {
    ((DataPrimitives) register).init(value);
  }
}
