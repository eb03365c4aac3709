package vit2rtl.hdl.internal.module;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import spinal.core.BaseType;
import vit2rtl.hdl.error.NameException;
import vit2rtl.hdl.internal.Instance;
import vit2rtl.hdl.type.Opt;
import vit2rtl.hdl.type.Signal;
import vit2rtl.hdl.type.Signals;

/** Gives a component's signals their names: those they are declared with, or those of the fields that hold them. */
public final class Naming {
  private Naming() {}

  /** Names a signal, and each of its parts after it. */
  public static <T extends Signal> T name(Instance owner, String name, T signal) {
    Signals.rename(signal, name);
    for (Signal leaf : Signals.leaves(signal)) {
      owner.names().claim("signal", ((BaseType) leaf.spinal()).getName());
    }
    return signal;
  }

  /** A named wire with an expression's value. */
  public static <T extends Signal> T expression(Instance owner, String name, T expression) {
    T wire = name(owner, name, Signals.like(expression));
    Signals.assign(wire, expression);
    return wire;
  }

  /**
   * Names every signal that a field of a component holds and that has no name yet.
   *
   * @param base the class whose subclasses' fields count
   */
  public static void nameFields(Instance instance, Object component, Class<?> base) {
    for (Class<?> c = component.getClass(); c != base; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          nameField(instance, component, field);
        }
      }
    }
  }

  private static void nameField(Instance instance, Object component, Field field) {
    try {
      field.setAccessible(true);
      Object held = field.get(component);
      if (held instanceof Opt<?> optional) {
        Signals.called(optional, field.getName());
        held = optional.orElse(null);
      }
      if (held instanceof Signal signal && !Signals.isNamed(signal)) {
        name(instance, field.getName(), signal);
      }
    } catch (IllegalAccessException e) {
      throw new NameException("field " + field.getName(), "it cannot be read for its name: " + e,
          "declare the signal with a name");
    }
  }
}
