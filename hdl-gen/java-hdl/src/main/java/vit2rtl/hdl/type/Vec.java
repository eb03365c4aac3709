package vit2rtl.hdl.type;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import spinal.core.Data;
import vit2rtl.hdl.error.RangeException;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.error.WidthException;
import vit2rtl.hdl.internal.Bodies;

/**
 * A fixed number of signals of one type, flattened to {@code name_0}, {@code name_1}, … in the emitted text.
 *
 * @param <T> the elements
 */
public final class Vec<T extends Signal> extends Signal {
  private final List<T> elements;

  private Vec(List<T> elements) {
    this.elements = List.copyOf(elements);
  }

  /**
   * A vector of signals that there are already; refused where there is none.
   *
   * @param <T>      kind of the elements
   * @param elements at least one, all of one kind
   * @return the vector, whose elements are these signals
   */
  public static <T extends Signal> Vec<T> of(List<T> elements) {
    if (elements.isEmpty()) {
      throw new StructureException("Vec", "it has no elements", "give it at least one");
    }
    return new Vec<>(elements);
  }

  /**
   * {@return a type of vectors}
   *
   * @param <T>     kind of the elements
   * @param size    how many elements, from 1
   * @param element type of the elements
   */
  public static <T extends Signal> Type<Vec<T>> type(int size, Type<T> element) {
    return () -> {
      List<T> made = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        made.add(element.create());
      }
      return of(made);
    };
  }

  @Override
  @SuppressWarnings("unchecked")
  public Type<Vec<T>> type() {
    return type(size(), (Type<T>) get(0).type());
  }

  /** {@return how many elements} */
  public int size() {
    return elements.size();
  }

  /**
   * {@return an element}
   *
   * @param index place of the element, 0 the first
   */
  public T get(int index) {
    if (index < 0 || index >= size()) {
      throw new RangeException("get", "element " + index + " of a vector of " + size(),
          "stay within 0 to " + (size() - 1));
    }
    return elements.get(index);
  }

  /**
   * {@return the element at a run-time index; an index beyond the end gives the last element}
   *
   * @param index an unsigned number of any range
   */
  public T get(UInt index) {
    T chosen = elements.get(size() - 1);
    for (int i = size() - 2; i >= 0; i--) {
      chosen = index.eq(i).mux(elements.get(i), chosen);
    }
    return chosen;
  }

  /**
   * Drives the element at a run-time index; an index beyond the end drives none.
   *
   * @param index an unsigned number of any range
   * @param value a signal of the elements' type
   */
  public void set(UInt index, T value) {
    for (int i = 0; i < size(); i++) {
      T element = get(i);
      if (index.range().contains(Range.of(i, i))) {
        Bodies.when(index.eq(i).spinal(), () -> element.assign(value));
      }
    }
  }

  /** A vector made element by element of this one and another of its size. */
  Vec<Signal> zip(Vec<?> other, BinaryOperator<Signal> operation) {
    return of(IntStream.range(0, size()).mapToObj(i -> operation.apply(get(i), other.get(i))).toList());
  }

  /** {@return the elements, the first first} */
  public List<T> elements() {
    return elements;
  }

  /**
   * Drives every element.
   *
   * @param value as many elements as this has
   */
  public void set(Vec<? extends Signal> value) {
    if (value.size() != size()) {
      throw new WidthException("set", "a vector of " + value.size() + " elements does not fit one of " + size(),
          "set elements one by one");
    }
    for (int i = 0; i < size(); i++) {
      get(i).assign(value.get(i));
    }
  }

  @Override
  void assign(Signal value) {
    set((Vec<?>) value);
  }

  @Override
  List<Signal> leaves() {
    return elements.stream().flatMap(e -> e.leaves().stream()).toList();
  }

  @Override
  void rename(String name) {
    for (int i = 0; i < size(); i++) {
      get(i).rename(name + "_" + i);
    }
  }

  @Override
  public Data spinal() {
    throw new StructureException("spinal", "a vector has no single SpinalHDL signal", "use those of its elements");
  }
}
