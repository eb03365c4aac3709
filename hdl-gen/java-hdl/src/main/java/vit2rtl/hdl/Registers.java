package vit2rtl.hdl;

import java.math.BigInteger;
import spinal.core.Data;
import spinal.core.DataPrimitives;

/** Registers and their reset values. */
final class Registers {
  private Registers() {}

  /** A wire of a signal's type. */
  @SuppressWarnings("unchecked")
  static <T extends Signal> T like(T signal) {
    return (T) signal.type().create();
  }

  static <T extends Signal> T make(T signal) {
    Elaboration.current().clocks().requireClock("reg");
    signal.leaves().forEach(leaf -> leaf.spinal().setAsReg());
    return signal;
  }

  static <T extends Signal> T reset(T register, long value) {
    Elaboration.current().clocks().requireReset("reset" + register.ofName());
    register.leaves().forEach(leaf -> init(leaf.spinal(), constant(leaf, value)));
    return register;
  }

  private static Data constant(Signal leaf, long value) {
    if (leaf instanceof EnumSignal<?> constant) {
      return constant(constant, value);
    }
    BigInteger number = BigInteger.valueOf(value);
    if (leaf instanceof Int i && !i.range().contains(Range.constant(number))) {
      throw new RangeException("reset" + leaf.ofName(), "the value " + value + " does not fit the range " + i.range(),
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

  private static Data constant(EnumSignal<?> leaf, long ordinal) {
    Enum<?>[] constants = leaf.type().constants().getEnumConstants();
    if (ordinal < 0 || ordinal >= constants.length) {
      throw new RangeException("reset" + leaf.ofName(), "the ordinal " + ordinal + " is none of the " + constants.length
          + " constants", "reset it to a constant");
    }
    return Elaboration.current().enums().element(leaf.type().constants(), constants[(int) ordinal])
        .craft(leaf.type().encoding().spinal());
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static void init(Data register, Data value) {
    ((DataPrimitives) register).init(value);
  }
}
