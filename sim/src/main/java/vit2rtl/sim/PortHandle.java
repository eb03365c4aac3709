package vit2rtl.sim;

import java.nio.ByteBuffer;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.sim.model.PortValues;

/** A port of up to 64 bits, resolved once: reads and writes are single memory accesses, without range checks. */
public final class PortHandle {
  private final ByteBuffer words;
  private final int offset;
  private final int free;
  private final boolean signed;
  private final long least;
  private final long span;

  PortHandle(ByteBuffer words, int offset, Port port) {
    if (port.width() > 64) {
      throw new IllegalArgumentException("port " + port.name() + " has " + port.width()
          + " bits; a handle has room for 64");
    }
    this.words = words;
    this.offset = offset;
    this.free = 64 - port.width();
    this.signed = port.signed();
    this.least = port.min().longValue();
    this.span = port.max().subtract(port.min()).longValue();
  }

  static PortHandle of(PortValues values, String port) {
    return new PortHandle(values.words(), values.block().offset(port) * 8, values.block().port(port));
  }

  /** Whether a value lies within the port's range; of 64 unsigned bits, whether they do. */
  boolean holds(long value) {
    // On the circle of all 64-bit numbers the range is an arc of this length, and the value so far from its start.
    return Long.compareUnsigned(value - least, span) <= 0;
  }

  /**
   * The low bits of {@code value} become the port's.
   *
   * @param value any; bits above the port's width are dropped
   */
  public void set(long value) {
    words.putLong(offset, value << free >>> free);
  }

  /** {@return the port's value, sign extended where the port is signed} */
  public long get() {
    long raw = words.getLong(offset);
    return signed ? raw << free >> free : raw;
  }
}
