package vit2rtl.golden.io.torch;

import java.util.LinkedHashMap;
import java.util.Map;

/** A dictionary of a pickle. */
final class PickleDict extends PickleContainer {
  private final Map<Object, Object> entries = new LinkedHashMap<>();

  Map<Object, Object> entries() {
    return entries;
  }

  void put(String file, Object key, Object value) {
    hold(file, key);
    hold(file, value);
    entries.put(key, value);
  }
}
