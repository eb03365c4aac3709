package vit2rtl.hdl.type;

import java.util.List;

/**
 * What the toolkit's other packages do with signals, and descriptions of hardware need not. Not for users: it may change
 * with every version.
 */
public final class Signals {
  private Signals() {}

  /**
   * {@return the scalar signals this one consists of: itself, or those of its elements or parts}
   *
   * @param signal any signal
   */
  public static List<Signal> leaves(Signal signal) {
    return signal.leaves();
  }

  /**
   * Drives a signal with another of its type; a later call (in program order, under its conditions) wins.
   *
   * @param target a port, wire or register
   * @param value  a signal of its type
   */
  public static void assign(Signal target, Signal value) {
    target.assign(value);
  }

  /**
   * {@return whether a signal has a name yet}
   *
   * @param signal any signal
   */
  public static boolean isNamed(Signal signal) {
    return signal.isNamed();
  }

  /**
   * Gives a signal another name.
   *
   * @param signal any signal
   * @param name   its name in the emitted text
   */
  public static void rename(Signal signal, String name) {
    signal.rename(name);
  }

  /**
   * {@return " of name" for messages, or nothing where there is no name yet}
   *
   * @param signal any signal
   */
  public static String ofName(Signal signal) {
    return signal.ofName();
  }

  /**
   * What messages call an optional.
   *
   * @param optional the optional
   * @param field    name of the field that holds it
   */
  public static void called(Opt<?> optional, String field) {
    optional.called(field);
  }

  /**
   * {@return a wire of a signal's type}
   *
   * @param <T>    kind of signal
   * @param signal any signal
   */
  @SuppressWarnings("unchecked")
  public static <T extends Signal> T like(T signal) {
    return (T) signal.type().create();
  }

  /**
   * {@return whether it is the constant that is always true}
   *
   * @param signal any signal
   */
  public static boolean isKnownHigh(Bool signal) {
    return signal.isKnownHigh();
  }

  /**
   * {@return a truth value of this HDL over one of SpinalHDL's}
   *
   * @param raw a signal of SpinalHDL
   */
  public static Bool of(spinal.core.Bool raw) {
    return new Bool(raw);
  }

  /**
   * {@return bits of this HDL over those of SpinalHDL}
   *
   * @param raw   a signal of SpinalHDL
   * @param width its bits
   */
  public static Bits of(spinal.core.Bits raw, int width) {
    return new Bits(raw, width);
  }

  /**
   * {@return an unsigned number of this HDL over one of SpinalHDL's}
   *
   * @param raw   a signal of SpinalHDL
   * @param range the values it takes
   */
  public static UInt of(spinal.core.UInt raw, Range range) {
    return new UInt(raw, range);
  }

  /**
   * {@return a signed number of this HDL over one of SpinalHDL's}
   *
   * @param raw   a signal of SpinalHDL
   * @param range the values it takes
   */
  public static SInt of(spinal.core.SInt raw, Range range) {
    return new SInt(raw, range);
  }

  /**
   * {@return the same bits with a range that is known to be narrower}
   *
   * @param signal   any signal
   * @param narrower a range within that of the signal
   */
  public static UInt within(UInt signal, Range narrower) {
    return signal.within(narrower);
  }
}
