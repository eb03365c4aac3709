package vit2rtl.golden.kernel;

import java.util.ArrayList;
import java.util.List;

/** A C struct of 64-bit numbers and pointers, in the order they are added, with everything that it points to. */
final class Struct {
  private final List<Object> kept = new ArrayList<>();
  private final List<Long> fields = new ArrayList<>();
  private Room room;

  Struct number(long value) {
    fields.add(value);
    return this;
  }

  Struct pointer(Room to) {
    kept.add(to);
    return number(to.address());
  }

  /** Whether or not there is something to point to. */
  Struct pointer(int[] values) {
    return values == null || values.length == 0 ? number(0) : pointer(Room.of(values));
  }

  Struct pointer(long[] values) {
    return pointer(Room.of(values));
  }

  /** Another struct's fields, in place. */
  Struct inline(Struct other) {
    kept.add(other);
    fields.addAll(other.fields);
    return this;
  }

  /** Where it is; nothing is added behind the first call. */
  synchronized long address() {
    if (room == null) {
      room = Room.of(fields.stream().mapToLong(Long::longValue).toArray());
    }
    return room.address();
  }
}
