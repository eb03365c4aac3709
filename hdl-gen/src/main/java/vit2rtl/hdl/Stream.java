package vit2rtl.hdl;

/**
 * A ready/valid stream with {@code last} per row and a vector of elements per beat (AXI4-Stream rules: valid never waits
 * for ready; while valid waits, nothing changes).
 *
 * @param <T> the elements
 */
public final class Stream<T extends Int> {
  private final String name;
  private final Direction direction;
  private final Bool valid;
  private final Bool ready;
  private final Bool last;
  private final Vec<T> payload;

  /** What a stream carries: {@code lanes} elements per beat. */
  public record Shape<T extends Int>(Type<T> element, int lanes) {}

  Stream(String name, Direction direction, Bool valid, Bool ready, Bool last, Vec<T> payload) {
    this.name = name;
    this.direction = direction;
    this.valid = valid;
    this.ready = ready;
    this.last = last;
    this.payload = payload;
  }

  public static <T extends Int> Shape<T> of(Type<T> element, int lanes) {
    return new Shape<>(element, lanes);
  }

  public Bool valid() {
    return valid;
  }

  public Bool ready() {
    return ready;
  }

  public Bool last() {
    return last;
  }

  public Vec<T> payload() {
    return payload;
  }

  /** A beat is transferred in this cycle. */
  public Bool fire() {
    return valid.and(ready);
  }

  /** Drives another stream with this one: an input of this component into an input of a child, a child's output on. */
  public void into(Stream<T> target) {
    target.valid.set(valid);
    target.last.set(last);
    target.payload.set(payload);
    ready.set(target.ready);
  }

  /** What this stream carries. */
  @SuppressWarnings("unchecked")
  public Shape<T> shape() {
    return new Shape<>((Type<T>) payload.get(0).type(), payload.size());
  }

  StreamPort port() {
    return new StreamPort(name, direction, name + "_valid", name + "_ready", name + "_last",
        java.util.stream.IntStream.range(0, payload.size()).mapToObj(i -> name + "_data_" + i).toList());
  }
}
