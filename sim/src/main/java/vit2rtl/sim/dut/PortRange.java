package vit2rtl.sim.dut;

import java.math.BigInteger;
import vit2rtl.hdl.rtl.Port;

/** The values that a port may carry: its declared range, which can be narrower than its bits. */
public final class PortRange {
  private PortRange() {}

  /**
   * {@return whether a value lies within the range of a port}
   *
   * @param port  any port
   * @param value any number
   */
  public static boolean holds(Port port, BigInteger value) {
    return value.compareTo(port.min()) >= 0 && value.compareTo(port.max()) <= 0;
  }

  /**
   * {@return whether a value lies within the range of a port of up to 64 bits; of 64 unsigned bits, whether they do}
   *
   * @param port  any port
   * @param value any 64 bits
   */
  public static boolean holds(Port port, long value) {
    // On the circle of all 64-bit numbers the range is an arc of this length, and the value so far from its start.
    return Long.compareUnsigned(value - port.min().longValue(), port.max().subtract(port.min()).longValue()) <= 0;
  }

  /**
   * {@return what a port carries that nobody has set: the value next to 0}
   *
   * @param port any port
   */
  public static BigInteger rest(Port port) {
    return BigInteger.ZERO.max(port.min()).min(port.max());
  }

  /**
   * What is thrown at a value that a port may not carry.
   *
   * @param what  what the value was meant for
   * @param port  any port
   * @param value the value
   * @return the exception, with the values that are allowed
   */
  public static IllegalArgumentException refused(String what, Port port, Object value) {
    return new IllegalArgumentException("value " + value + " for " + what + "; allowed: " + port.min() + " to "
        + port.max());
  }
}
