package vit2rtl.hdl;

import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Signal;
import vit2rtl.hdl.type.Type;
import vit2rtl.hdl.type.Vec;

/**
 * A stream that nobody can hold back: {@code valid} and a vector of elements per beat, no {@code ready}. Every cycle
 * with {@code valid} carries one beat.
 *
 * @param <T> the elements
 */
public final class Flow<T extends Signal> {
  private final Shape<T> shape;
  private final Bool valid;
  private final Beat<T> beat;

  /**
   * What a flow carries.
   *
   * @param element the elements' type
   * @param lanes   elements per beat, at least 1
   * @param framing whether beats mark the ends of rows
   */
  public record Shape<T extends Signal>(Type<T> element, int lanes, Framing framing) {
    public Shape {
      if (lanes < 1) {
        throw new StructureException("Flow.of", "a beat of " + lanes + " elements; allowed: from 1",
            "give at least one lane");
      }
    }

    /** The same with {@code last} per row. */
    public Shape<T> withLast() {
      return new Shape<>(element, lanes, Framing.ROWS);
    }

    /** The type of its beats. */
    public Type<Beat<T>> beat() {
      return Beat.type(element, lanes, framing);
    }

    /** A stream of the same beats. */
    public Stream.Shape<T> stream() {
      return new Stream.Shape<>(element, lanes, framing);
    }
  }

  Flow(Shape<T> shape, Bool valid, Beat<T> beat) {
    this.shape = shape;
    this.valid = valid;
    this.beat = beat;
  }

  /** Elements without rows, {@code lanes} a beat. */
  public static <T extends Signal> Shape<T> of(Type<T> element, int lanes) {
    return new Shape<>(element, lanes, Framing.NONE);
  }

  public Bool valid() {
    return valid;
  }

  /** The end of a row; refused where the shape has no {@code last}. */
  public Bool last() {
    return beat.last();
  }

  public Vec<T> payload() {
    return beat.data();
  }

  /** Payload and {@code last} together. */
  public Beat<T> beat() {
    return beat;
  }

  /** Drives another flow with this one. */
  public void into(Flow<T> target) {
    target.valid.set(valid);
    target.beat.set(beat);
  }

  /** What this flow carries. */
  public Shape<T> shape() {
    return shape;
  }
}
