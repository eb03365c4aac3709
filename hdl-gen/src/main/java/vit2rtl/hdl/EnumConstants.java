package vit2rtl.hdl;

import java.util.ArrayList;
import java.util.List;

/** Refuses signals called like the constant of an enum: which enums a design has shows only in the end. */
final class EnumConstants {
  private final Elaboration elaboration;
  private final List<Diagnostic> found = new ArrayList<>();

  private EnumConstants(Elaboration elaboration) {
    this.elaboration = elaboration;
  }

  static void refuse(Component top, Elaboration elaboration) {
    EnumConstants clashes = new EnumConstants(elaboration);
    clashes.walk(top);
    if (!clashes.found.isEmpty()) {
      throw new NameException(clashes.found, null);
    }
  }

  private void walk(Component parent) {
    elaboration.enums().constants().filter(parent.names()::isTaken).forEach(constant -> found.add(new Diagnostic(
        elaboration.declared(parent.path(), constant), parent.path(), "signal " + constant,
        "the constant of an enum is written so in the text", "rename the signal")));
    parent.children().forEach(this::walk);
  }
}
