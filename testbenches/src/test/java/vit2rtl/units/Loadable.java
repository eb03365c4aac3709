package vit2rtl.units;

import java.util.Map;
import java.util.TreeMap;

/** Units with loadable tables, of a line with their other settings, such as "channels=5 bits=4". */
public final class Loadable {
  private Loadable() {}

  public static UnitConfig unit(String name, String line) {
    Map<String, String> set = new TreeMap<>(Map.of("tables", "loadable"));
    for (String word : line.split(" ")) {
      set.put(word.split("=")[0], word.split("=")[1]);
    }
    UnitKind kind = UnitKinds.named(name);
    return kind.config(Settings.of(kind, set));
  }
}
