package vit2rtl.hdl.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import vit2rtl.hdl.error.Diagnostic;
import vit2rtl.hdl.error.NameException;

/** The names inside one component: legal, and unique in any case. */
public final class Namespace {
  private final Instance owner;
  /** Names as given, by themselves in lower case. */
  private final Map<String, String> taken = new HashMap<>();

  Namespace(Instance owner) {
    this.owner = owner;
  }

  /** Takes a name for something, or refuses it. */
  public void claim(String what, String name) {
    Names.check(what, name);
    if (taken.putIfAbsent(name.toLowerCase(Locale.ROOT), name) != null) {
      throw new NameException(what, "the name '" + name + "' is taken", "choose one that differs by more than case");
    }
    Elaboration.current().declare(owner.path(), name);
  }

  /** What has this name in any case. */
  public Optional<String> taken(String name) {
    return Optional.ofNullable(taken.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Refuses a name that a clock or a reset has. */
  public void refuseClockName(String name) {
    if (taken(name).isPresent()) {
      throw new NameException(List.of(new Diagnostic(Elaboration.current().declared(owner.path(), name), owner.path(),
          "signal", "the name '" + name + "' is that of a clock or reset of the design", "rename one of them")), null);
    }
  }
}
