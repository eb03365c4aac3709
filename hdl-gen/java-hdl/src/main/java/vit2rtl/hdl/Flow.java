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
        throw new StructureException("Flow.of", "a beat of " + lanes + " elements; allowed: from 1",
            "give at least one lane");
      }
    }

    /** {@return the same with {@code last} per row} */
    public Shape<T> withLast() {
      return new Shape<>(element, lanes, Framing.ROWS);
    }

    /** {@return the type of its beats} */
    public Type<Beat<T>> beat() {
      return Beat.type(element, lanes, framing);
    }

    /** {@return a stream of the same beats} */
    public Stream.Shape<T> stream() {
      return new Stream.Shape<>(element, lanes, framing);
    }
  }

  Flow(Shape<T> shape, Bool valid, Beat<T> beat) {
    this.shape = shape;
    this.valid = valid;
    this.beat = beat;
  }

  /**
   * {@return elements without rows, {@code lanes} a beat}
   *
   * @param <T>     kind of the elements
   * @param element their type
   * @param lanes   elements in a beat, from 1
   */
  public static <T extends Signal> Shape<T> of(Type<T> element, int lanes) {
    return new Shape<>(element, lanes, Framing.NONE);
  }

  /** {@return whether there is a beat in this cycle} */
  public Bool valid() {
    return valid;
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

  /**
   * Drives another flow with this one.
   *
   * @param target a flow of the same shape
   */
  public void into(Flow<T> target) {
    target.valid.set(valid);
    target.beat.set(beat);
  }

  /** {@return what this flow carries} */
  public Shape<T> shape() {
    return shape;
  }
}
