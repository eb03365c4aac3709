package vit2rtl.hdl.type;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import spinal.core.Data;
import vit2rtl.hdl.error.StructureException;

/**
 * Signals that belong together, flattened to {@code name_field} in the emitted text. A subclass declares its parts as
 * fields, made with {@link #field}; {@link #type} makes it a type for ports, wires, registers and vectors:
 * <pre>
 *   final class Complex extends Record {
 *     final SInt re = field(SInt.bits(12));
 *     final SInt im = field(SInt.bits(12));
 *   }
 *   final Complex in = in(Record.type(Complex::new));
 * </pre>
 * A part that a configuration may leave out is an {@link Opt}.
 */
public abstract non-sealed class Record extends Signal {
  private Supplier<? extends Record> maker;

  /**
   * {@return a type that makes such records}
   *
   * @param <R>  class of the records
   * @param make the class's constructor
   */
  public static <R extends Record> Type<R> type(Supplier<R> make) {
    return () -> {
      R made = make.get();
      ((Record) made).maker = make;
      return made;
    };
  }

  /**
   * A part; store it in a field.
   *
   * @param <T>  kind of the part
   * @param type of the part
   * @return the part, without a driver
   */
  protected final <T extends Signal> T field(Type<T> type) {
    return type.create();
  }

  /**
   * Drives every part with the part of that name.
   *
   * @param value a record of the same parts
   */
  public final void set(Record value) {
    if (value.getClass() != getClass()) {
      throw new StructureException("set", "a " + value.getClass().getSimpleName() + " does not fit a "
          + getClass().getSimpleName(), "set the parts one by one");
    }
    Map<String, Signal> own = parts();
    Map<String, Signal> theirs = value.parts();
    if (!own.keySet().equals(theirs.keySet())) {
      throw new StructureException("set", "a " + getClass().getSimpleName() + " with the parts " + theirs.keySet()
          + " does not fit one with " + own.keySet(), "set the parts one by one");
    }
    own.forEach((name, part) -> part.assign(theirs.get(name)));
  }

  @Override
  void assign(Signal value) {
    set((Record) value);
  }

  /** A record made part by part of this one and another of its class; ranges stay those of this one's type. */
  Record zip(Record other, BinaryOperator<Signal> operation) {
    Record made = (Record) type().create();
    Map<String, Signal> own = parts();
    Map<String, Signal> theirs = other.parts();
    made.parts().forEach((name, part) -> part.assign(operation.apply(own.get(name), theirs.get(name))));
    made.leaves().forEach(Signal::finished);
    return made;
  }

  @Override
  public final Type<? extends Signal> type() {
    if (maker == null) {
      throw new StructureException("type", "a " + getClass().getSimpleName() + " was made by its constructor",
          "make it with Record.type(" + getClass().getSimpleName() + "::new)");
    }
    return type(maker);
  }

  @Override
  List<Signal> leaves() {
    return parts().values().stream().flatMap(part -> part.leaves().stream()).toList();
  }

  @Override
  void rename(String name) {
    parts().forEach((field, part) -> part.rename(name + "_" + field));
  }

  @Override
  public final Data spinal() {
    throw new StructureException("spinal", "a record has no single SpinalHDL signal", "use those of its parts");
  }

  /** The parts by field name, in the order of declaration. */
  private Map<String, Signal> parts() {
    Map<String, Signal> parts = new LinkedHashMap<>();
    List<Class<?>> classes = new ArrayList<>();
    for (Class<?> c = getClass(); c != Record.class; c = c.getSuperclass()) {
      classes.add(0, c);
    }
    for (Class<?> c : classes) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && read(field) instanceof Signal part) {
          parts.put(field.getName(), part);
        }
      }
    }
    if (parts.isEmpty()) {
      throw new StructureException("record", getClass().getSimpleName() + " has no parts",
          "declare them as fields: final UInt x = field(UInt.bits(8))");
    }
    return parts;
  }

  /** What a field holds; nothing where an optional part is left out. */
  private Object read(Field field) {
    try {
      field.setAccessible(true);
      Object held = field.get(this);
      if (held instanceof Opt<?> optional) {
        optional.called(field.getName());
        return optional.orElse(null);
      }
      return held;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
