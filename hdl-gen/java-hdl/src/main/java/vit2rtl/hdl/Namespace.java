package vit2rtl.hdl;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import spinal.core.BaseType;

/** The names of one component: legal, unique in any case, taken from fields where none was given. */
final class Namespace {
  private final Component owner;
  /** Names as given, by themselves in lower case. */
  private final Map<String, String> taken = new HashMap<>();

  Namespace(Component owner) {
    this.owner = owner;
  }

  void claim(String what, String name) {
    Names.check(what, name);
    if (taken.putIfAbsent(name.toLowerCase(Locale.ROOT), name) != null) {
      throw new NameException(what, "the name '" + name + "' is taken", "choose one that differs by more than case");
    }
    Elaboration.current().declare(owner.path(), name);
  }

  /** What has this name in any case. */
  Optional<String> taken(String name) {
    return Optional.ofNullable(taken.get(name.toLowerCase(Locale.ROOT)));
  }

  void refuseClockName(String name) {
    if (taken(name).isPresent()) {
      throw new NameException(List.of(new Diagnostic(Elaboration.current().declared(owner.path(), name), owner.path(),
          "signal", "the name '" + name + "' is that of a clock or reset of the design", "rename one of them")), null);
    }
  }

  <T extends Signal> T name(String name, T signal) {
    signal.rename(name);
    for (Signal leaf : signal.leaves()) {
      String full = ((BaseType) leaf.spinal()).getName();
      claim("signal", full);
    }
    return signal;
  }

  /** Names every signal that a field holds and that has no name yet. */
  void nameFields() {
    for (Class<?> c = owner.getClass(); c != Component.class; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          nameField(field);
        }
      }
    }
  }

  private void nameField(Field field) {
    try {
      field.setAccessible(true);
      Object held = field.get(owner);
      if (held instanceof Opt<?> optional) {
        optional.called(field.getName());
        held = optional.orElse(null);
      }
      if (held instanceof Signal signal && !signal.isNamed()) {
        name(field.getName(), signal);
      }
    } catch (IllegalAccessException e) {
      throw new NameException("field " + field.getName(), "it cannot be read for its name: " + e,
          "declare the signal with a name");
    }
  }
}
