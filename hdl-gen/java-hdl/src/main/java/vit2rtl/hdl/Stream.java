package vit2rtl.hdl;

import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.StreamPort;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Signal;
import vit2rtl.hdl.type.Signals;
import vit2rtl.hdl.type.Type;
import vit2rtl.hdl.type.Vec;

/**
 * A ready/valid stream with a vector of elements per beat and, unless its shape says otherwise, {@code last} per row
 * (AXI4-Stream rules: valid never waits for ready; while valid waits, nothing changes).
 *
 * @param <T> the elements: integers, truth values, enums or records
 */
public final class Stream<T extends Signal> {
  private final String name;
  private final Direction direction;
  private final Shape<T> shape;
  private final Bool valid;
  private final Bool ready;
  private final Beat<T> beat;

  /**
   * What a stream carries.
   *
   * @param <T>     kind of the elements
   * @param element the elements' type
   * @param lanes   elements per beat, at least 1
   * @param framing whether beats mark the ends of rows
   */
  public record Shape<T extends Signal>(Type<T> element, int lanes, Framing framing) {
    /**
     * Refuses shapes without lanes.
     *
     * @param element the elements' type
     * @param lanes   elements per beat, at least 1
     * @param framing whether beats mark the ends of rows
     */
    public Shape {
      if (lanes < 1) {
        throw new StructureException("Stream.of", "a beat of " + lanes + " elements; allowed: from 1",
            "give at least one lane");
      }
    }

    /** {@return the same without {@code last}} */
    public Shape<T> withoutLast() {
      return new Shape<>(element, lanes, Framing.NONE);
    }

    /**
     * {@return the same with another number of elements in a beat}
     *
     * @param count from 1
     */
    public Shape<T> withLanes(int count) {
      return new Shape<>(element, count, framing);
    }

    /** {@return the type of its beats} */
    public Type<Beat<T>> beat() {
      return Beat.type(element, lanes, framing);
    }

    /** {@return a flow of the same beats} */
    public Flow.Shape<T> flow() {
      return new Flow.Shape<>(element, lanes, framing);
    }
  }

  Stream(String name, Direction direction, Shape<T> shape, Bool valid, Bool ready, Beat<T> beat) {
    this.name = name;
    this.direction = direction;
    this.shape = shape;
    this.valid = valid;
    this.ready = ready;
    this.beat = beat;
  }

  /**
   * {@return rows of elements, {@code lanes} a beat; a row's last beat may be padded}
   *
   * @param <T>     kind of the elements
   * @param element their type
   * @param lanes   elements in a beat, from 1
   */
  public static <T extends Signal> Shape<T> of(Type<T> element, int lanes) {
    return new Shape<>(element, lanes, Framing.ROWS);
  }

  /** {@return whether the sender offers a beat} */
  public Bool valid() {
    return valid;
  }

  /** {@return whether the receiver takes a beat that is offered} */
  public Bool ready() {
    return ready;
  }

  /** {@return the end of a row; refused where the shape has no {@code last}} */
  public Bool last() {
    return beat.last();
  }

  /** {@return the elements of the beat, the first first} */
  public Vec<T> payload() {
    return beat.data();
  }

  /** {@return payload and {@code last} together} */
  public Beat<T> beat() {
    return beat;
  }

  /** {@return whether a beat is transferred in this cycle} */
  public Bool fire() {
    return valid.and(ready);
  }

  /**
   * Drives another stream with this one: an input of this component into an input of a child, a child's output on.
   *
   * @param target a stream of the same shape
   */
  public void into(Stream<T> target) {
    target.valid.set(valid);
    target.beat.set(beat);
    ready.set(target.ready);
  }

  /**
   * Drives a flow with this stream, which is always ready.
   *
   * @param target a flow of the same beats
   */
  public void into(Flow<T> target) {
    target.valid().set(valid);
    target.beat().set(beat);
    ready.set(Bool.lit(true));
  }

  /** {@return what this stream carries} */
  public Shape<T> shape() {
    return shape;
  }

  String name() {
    return name;
  }

  StreamPort port() {
    return new StreamPort(name, direction, valid.name(), ready.name(),
        shape.framing() == Framing.ROWS ? beat.last().name() : null,
        Signals.leaves(beat.data()).stream().map(Signal::name).toList());
  }
}
