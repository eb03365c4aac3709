package vit2rtl.units;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import vit2rtl.golden.InputException;

/** The units there are: those that files META-INF/services/vit2rtl.units.UnitKind on the class path name, by code. */
public final class UnitKinds {
  /** Found once for a class path, as looking for the files goes through all of it; null before. */
  private static List<UnitKind> all;
  private static ClassLoader foundBy;

  private UnitKinds() {}

  public static synchronized List<UnitKind> all() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    if (all == null || loader != foundBy) {
      all = List.copyOf(found());
      foundBy = loader;
    }
    return all;
  }

  private static List<UnitKind> found() {
    List<UnitKind> found = new ArrayList<>();
    ServiceLoader.load(UnitKind.class).forEach(found::add);
    found.sort(Comparator.comparingInt(UnitKind::code));
    for (UnitKind kind : found) {
      if (found.stream().anyMatch(k -> k != kind && (k.name().equals(kind.name()) || k.code() == kind.code()))) {
        throw new IllegalStateException("two units are called " + kind.name() + " or have the code " + kind.code()
            + "; give one of them another name and code");
      }
    }
    return found;
  }

  /** Names of all, for messages and help. */
  public static String names() {
    return all().stream().map(UnitKind::name).collect(Collectors.joining(", "));
  }

  public static UnitKind named(String name) {
    return all().stream().filter(k -> k.name().equals(name)).findFirst().orElseThrow(() ->
        new InputException("there is no unit '" + name + "'; there are " + names()));
  }
}
