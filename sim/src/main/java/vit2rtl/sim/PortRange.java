package vit2rtl.sim;

import java.math.BigInteger;
import vit2rtl.hdl.rtl.Port;

/** The values that a port may carry: its declared range, which can be narrower than its bits. */
public final class PortRange {
  private PortRange() {}

  static boolean holds(Port port, BigInteger value) {
    return value.compareTo(port.min()) >= 0 && value.compareTo(port.max()) <= 0;
  }

  /** What a port carries that nobody has set: the value next to 0. */
  public static BigInteger rest(Port port) {
    return BigInteger.ZERO.max(port.min()).min(port.max());
  }

  static IllegalArgumentException refused(String what, Port port, Object value) {
    return new IllegalArgumentException("value " + value + " for " + what + "; allowed: " + port.min() + " to "
        + port.max());
  }
}
