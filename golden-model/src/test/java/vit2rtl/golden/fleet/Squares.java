package vit2rtl.golden.fleet;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Work that squares numbers.
 *
 * @param units   how many
 * @param offset  added to all of them
 * @param broken  a unit that fails, or −1
 * @param counter whose count of units done goes up
 */
record Squares(int units, int offset, int broken, Counter counter) implements Work {

  /** Of all who do the work in this JVM. */
  static final class Counter implements java.io.Serializable {
    private static final long serialVersionUID = 1;
    final transient AtomicInteger done = new AtomicInteger();
  }

  Squares(int units, int offset) {
    this(units, offset, -1, new Counter());
  }

  @Override
  public String kind() {
    return "squares";
  }

  @Override
  public String description() {
    return "{\"of\":\"squares\"}";
  }

  @Override
  public List<String> inputs() {
    return List.of(String.valueOf(offset));
  }

  @Override
  public Runner open() {
    return unit -> {
      if (unit == broken) {
        throw new IllegalStateException("the unit is broken");
      }
      counter.done.incrementAndGet();
      return ByteBuffer.allocate(4).putInt(offset + unit * unit).array();
    };
  }
}
