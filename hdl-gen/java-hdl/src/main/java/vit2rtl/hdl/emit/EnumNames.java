package vit2rtl.hdl.emit;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.error.Diagnostic;
import vit2rtl.hdl.error.NameException;
import vit2rtl.hdl.internal.Elaboration;
import vit2rtl.hdl.internal.EnumDefinitions;
import vit2rtl.hdl.internal.Instance;

/** Refuses signals called like an enum's type or constant: which enums a design has shows only in the end. */
public final class EnumNames {
  private final Elaboration elaboration;
  private final List<Diagnostic> found = new ArrayList<>();

  private EnumNames(Elaboration elaboration) {
    this.elaboration = elaboration;
  }

  /**
   * Refuses a design in which a signal has the name of an enum's type or constant.
   *
   * @param top         the finished top
   * @param elaboration its run
   */
  public static void refuse(Instance top, Elaboration elaboration) {
    EnumNames clashes = new EnumNames(elaboration);
    clashes.walk(top);
    if (!clashes.found.isEmpty()) {
      throw new NameException(clashes.found, null);
    }
  }

  private void walk(Instance component) {
    EnumDefinitions.of(elaboration).types().forEach(type -> refuse(component, type, "type"));
    EnumDefinitions.of(elaboration).constants().forEach(constant -> refuse(component, constant, "constant"));
    component.children().forEach(this::walk);
  }

  private void refuse(Instance component, String name, String what) {
    component.names().taken(name).ifPresent(own -> found.add(new Diagnostic(
        elaboration.declared(component.path(), own), component.path(), "signal " + own,
        "the " + what + " of an enum is written " + name + " in the text", "rename the signal")));
  }
}
