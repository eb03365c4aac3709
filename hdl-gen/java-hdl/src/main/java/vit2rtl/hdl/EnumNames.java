package vit2rtl.hdl;

import java.util.ArrayList;
import java.util.List;

/** Refuses signals called like an enum's type or constant: which enums a design has shows only in the end. */
final class EnumNames {
  private final Elaboration elaboration;
  private final List<Diagnostic> found = new ArrayList<>();

  private EnumNames(Elaboration elaboration) {
    this.elaboration = elaboration;
  }

  static void refuse(Component top, Elaboration elaboration) {
    EnumNames clashes = new EnumNames(elaboration);
    clashes.walk(top);
    if (!clashes.found.isEmpty()) {
      throw new NameException(clashes.found, null);
    }
  }

  private void walk(Component component) {
    elaboration.enums().types().forEach(type -> refuse(component, type, "type"));
    elaboration.enums().constants().forEach(constant -> refuse(component, constant, "constant"));
    component.children().forEach(this::walk);
  }

  private void refuse(Component component, String name, String what) {
    component.names().taken(name).ifPresent(own -> found.add(new Diagnostic(
        elaboration.declared(component.path(), own), component.path(), "signal " + own,
        "the " + what + " of an enum is written " + name + " in the text", "rename the signal")));
  }
}
