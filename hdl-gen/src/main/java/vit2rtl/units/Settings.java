package vit2rtl.units;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;

/** The values of a unit's settings: what the user set, else the standard ones. */
public final class Settings {
  private final String unit;
  private final List<Setting> known;
  private final Map<String, String> values = new LinkedHashMap<>();

  private Settings(String unit, List<Setting> known) {
    this.unit = unit;
    this.known = known;
  }

  /** Reads the user's settings; an unknown one is refused with the known ones, a wrong value with what is allowed. */
  public static Settings of(UnitKind kind, Map<String, String> set) {
    return of(kind.name(), kind.settings(), set);
  }

  /** The same for anything else that has settings. */
  public static Settings of(String owner, List<Setting> known, Map<String, String> set) {
    Settings settings = new Settings(owner, known);
    set.forEach((name, value) -> {
      Setting setting = known.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow(() ->
          new InputException(owner + " has no setting '" + name + "'; it has "
              + known.stream().map(Setting::name).collect(Collectors.joining(", "))));
      if (!setting.accepts().test(value)) {
        throw new InputException(owner + ": " + name + "=" + value + "; allowed: " + setting.allowed());
      }
      settings.values.put(name, value);
    });
    return settings;
  }

  public boolean isSet(String name) {
    return values.containsKey(name);
  }

  /** Refuses what a file of tensors decides. */
  public void leaveToFile(String file) {
    refuse(file, Setting.Decides.LAYER);
  }

  /** Refuses a setting that a file of tensors decides if it holds certain tensors. */
  public void leaveToFile(String file, String name) {
    refuse(file, name);
  }

  /** Refuses what a model decides. */
  public void leaveToModel() {
    refuse("the model", Setting.Decides.MODEL);
  }

  private void refuse(String who, Setting.Decides least) {
    for (Setting setting : known) {
      if (setting.decides().compareTo(least) >= 0) {
        refuse(who, setting.name());
      }
    }
  }

  private void refuse(String who, String name) {
    if (isSet(name)) {
      throw new InputException(unit + ": " + name + "=" + text(name) + " is set, but " + who
          + " decides it; leave --set " + name + " out");
    }
  }

  /** What the user set, as {@code --set} arguments; empty where nothing was. */
  public String asArguments() {
    return asArguments(values);
  }

  /** Settings as {@code --set} arguments. */
  public static String asArguments(Map<String, String> values) {
    return values.entrySet().stream().map(e -> " --set " + e.getKey() + "=" + e.getValue())
        .collect(Collectors.joining());
  }

  private String text(String name) {
    return values.getOrDefault(name,
        known.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow().standard());
  }

  public int integer(String name) {
    return Integer.parseInt(text(name));
  }

  public double number(String name) {
    return Double.parseDouble(text(name));
  }

  /** A value of an enum, in lower case on the command line. */
  public <E extends Enum<E>> E choice(String name, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (Setting.word(constant).equals(text(name))) {
        return constant;
      }
    }
    throw new IllegalStateException(unit + " has no " + name + "=" + text(name));
  }

  /** Codes of the bits that one setting says, of the kind that the setting {@code sign} says. */
  public IntRange codes(String bits) {
    return choice("sign", CodeFormat.Sign.class) == CodeFormat.Sign.SIGNED ? IntRange.signed(integer(bits))
        : IntRange.unsigned(integer(bits));
  }

  /** Where the constants are. */
  public TableSource tables() {
    return choice("tables", TableSource.class);
  }
}
