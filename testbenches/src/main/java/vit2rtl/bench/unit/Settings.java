package vit2rtl.bench.unit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import vit2rtl.golden.InputException;

/** The values of a unit's settings: what the user set, else the standard ones. */
public final class Settings {
  private final String unit;
  private final List<Setting> known;
  private final Map<String, String> values = new LinkedHashMap<>();

  private Settings(String unit, List<Setting> known) {
    this.unit = unit;
    this.known = known;
  }

  /** Reads the user's settings; an unknown one is refused with the known ones. */
  public static Settings of(UnitFamily family, Map<String, String> set) {
    return of(family.name(), family.settings(), set);
  }

  /** The same for anything else that has settings. */
  public static Settings of(String name, List<Setting> known, Map<String, String> set) {
    Settings settings = new Settings(name, known);
    for (Map.Entry<String, String> entry : set.entrySet()) {
      if (settings.known.stream().noneMatch(s -> s.name().equals(entry.getKey()))) {
        throw new InputException(name + " has no setting '" + entry.getKey() + "'; it has "
            + settings.known.stream().map(Setting::name).collect(Collectors.joining(", ")));
      }
      settings.values.put(entry.getKey(), entry.getValue());
    }
    return settings;
  }

  public boolean isSet(String name) {
    return values.containsKey(name);
  }

  /** Refuses settings that a file of tensors decides. */
  public void leaveToFile(String file, String... names) {
    for (String name : names) {
      if (isSet(name)) {
        throw new InputException(unit + ": " + name + "=" + text(name) + " is set, but " + file
            + " decides it; leave --set " + name + " out");
      }
    }
  }

  /** What the user set, as {@code --set} arguments; empty where nothing was. */
  public String asArguments() {
    return values.entrySet().stream().map(e -> " --set " + e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining());
  }

  public String text(String name) {
    return values.getOrDefault(name, setting(name).standard());
  }

  public int integer(String name) {
    try {
      return Integer.parseInt(text(name));
    } catch (NumberFormatException e) {
      throw refused(name);
    }
  }

  public double number(String name) {
    try {
      return Double.parseDouble(text(name));
    } catch (NumberFormatException e) {
      throw refused(name);
    }
  }

  /** How a value of an enum is written. */
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A value of an enum, in lower case on the command line. */
  public <E extends Enum<E>> E choice(String name, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equals(text(name))) {
        return constant;
      }
    }
    throw refused(name);
  }

  private InputException refused(String name) {
    return new InputException(unit + ": " + name + "=" + text(name) + "; allowed: " + setting(name).allowed());
  }

  private Setting setting(String name) {
    return known.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }
}
