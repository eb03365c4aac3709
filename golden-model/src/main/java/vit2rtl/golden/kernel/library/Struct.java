package vit2rtl.golden.kernel.library;

import java.util.ArrayList;
import java.util.List;

/** A C struct of 64-bit numbers, doubles and pointers, in the order they are added, with everything that it points to. */
public final class Struct {
  private final List<Object> kept = new ArrayList<>();
  private final List<Long> fields = new ArrayList<>();
  private Room room;

  public Struct number(long value) {
    fields.add(value);
    return this;
  }

  public Struct number(double value) {
    return number(Double.doubleToRawLongBits(value));
  }

  public Struct pointer(Room to) {
    kept.add(to);
    return number(to.address());
  }

  /** Whether or not there is something to point to. */
  public Struct pointer(int[] values) {
    return values == null || values.length == 0 ? number(0) : pointer(Room.of(values));
  }

  public Struct pointer(long[] values) {
    return pointer(Room.of(values));
  }

  /** Another struct's fields, in place. */
  public Struct inline(Struct other) {
    kept.add(other);
    fields.addAll(other.fields);
    return this;
  }

  /** Where it is; nothing is added behind the first call. */
  public synchronized long address() {
    if (room == null) {
      room = Room.of(fields.stream().mapToLong(Long::longValue).toArray());
    }
    return room.address();
  }
}
