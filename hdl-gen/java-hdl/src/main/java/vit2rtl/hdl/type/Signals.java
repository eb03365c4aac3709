package vit2rtl.hdl.type;

import java.util.List;

/**
 * What the toolkit's other packages do with signals, and descriptions of hardware need not. Not for users: it may change
 * with every version.
 */
public final class Signals {
  private Signals() {}

  /** The scalar signals this one consists of: itself, or those of its elements or parts. */
  public static List<Signal> leaves(Signal signal) {
    return signal.leaves();
  }

  /** Drives a signal with another of its type; a later call (in program order, under its conditions) wins. */
  public static void assign(Signal target, Signal value) {
    target.assign(value);
  }

  public static boolean isNamed(Signal signal) {
    return signal.isNamed();
  }

  public static void rename(Signal signal, String name) {
    signal.rename(name);
  }

  /** " of name" for messages, or nothing where there is no name yet. */
  public static String ofName(Signal signal) {
    return signal.ofName();
  }

  /** What messages call an optional. */
  public static void called(Opt<?> optional, String field) {
    optional.called(field);
  }

  /** A wire of a signal's type. */
  @SuppressWarnings("unchecked")
  public static <T extends Signal> T like(T signal) {
    return (T) signal.type().create();
  }

  /** Whether it is the constant that is always true. */
  public static boolean isKnownHigh(Bool signal) {
    return signal.isKnownHigh();
  }

  public static Bool of(spinal.core.Bool raw) {
    return new Bool(raw);
  }

  public static Bits of(spinal.core.Bits raw, int width) {
    return new Bits(raw, width);
  }

  public static UInt of(spinal.core.UInt raw, Range range) {
    return new UInt(raw, range);
  }

  public static SInt of(spinal.core.SInt raw, Range range) {
    return new SInt(raw, range);
  }

  /** The same bits with a range that is known to be narrower. */
  public static UInt within(UInt signal, Range narrower) {
    return signal.within(narrower);
  }
}
