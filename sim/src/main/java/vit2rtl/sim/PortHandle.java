package vit2rtl.sim;

import java.nio.ByteBuffer;
import vit2rtl.hdl.Port;

/** A port of up to 64 bits, resolved once: reads and writes are single memory accesses, without range checks. */
public final class PortHandle {
  private final ByteBuffer words;
  private final int offset;
  private final int free;
  private final boolean signed;

  PortHandle(ByteBuffer words, int offset, Port port) {
    if (port.width() > 64) {
      throw new IllegalArgumentException("port " + port.name() + " has " + port.width()
          + " bits; a handle has room for 64");
    }
    this.words = words;
    this.offset = offset;
    this.free = 64 - port.width();
    this.signed = port.signed();
  }

  /** Whether a value fits the port's bits. */
  boolean holds(long value) {
    return (signed ? value << free >> free : value << free >>> free) == value;
  }

  /** The low bits of {@code value} become the port's. */
  public void set(long value) {
    words.putLong(offset, value << free >>> free);
  }

  public long get() {
    long raw = words.getLong(offset);
    return signed ? raw << free >> free : raw;
  }
}
