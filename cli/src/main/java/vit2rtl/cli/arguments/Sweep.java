package vit2rtl.cli.arguments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vit2rtl.golden.InputException;
import vit2rtl.units.Settings;

/**
 * Values that a setting runs over.
 *
 * @param key    the setting
 * @param values its values, at least one
 */
public record Sweep(String key, List<String> values) {

  /** Of {@code KEY=V1,V2,…}. */
  public static Sweep of(String text) {
    if (!text.matches("[a-z-]+=[^,=]+(,[^,=]+)*")) {
      throw new InputException("--sweep " + text + "; allowed: KEY=V1,V2,…, for example lanes=1,2,4");
    }
    int equals = text.indexOf('=');
    return new Sweep(text.substring(0, equals), List.of(text.substring(equals + 1).split(",")));
  }

  /** Settings with every combination of the values, the last sweep's changing fastest. */
  public static List<Map<String, String>> sizes(Map<String, String> settings, List<Sweep> sweeps) {
    List<Map<String, String>> sizes = List.of(settings);
    for (Sweep sweep : sweeps) {
      List<Map<String, String>> more = new ArrayList<>();
      for (Map<String, String> size : sizes) {
        if (size.containsKey(sweep.key)) {
          throw new InputException("--sweep and --set: " + sweep.key
              + " is given twice; name a setting in one --sweep or one --set");
        }
        for (String value : sweep.values) {
          Map<String, String> next = new LinkedHashMap<>(size);
          next.put(sweep.key, value);
          more.add(next);
        }
      }
      sizes = more;
    }
    return sizes;
  }

  /** Its values as numbers, for the axis of a picture. */
  public List<Double> numbers() {
    try {
      return values.stream().map(Double::valueOf).toList();
    } catch (NumberFormatException e) {
      throw new InputException("synth: a picture over " + key + "=" + String.join(",", values)
          + "; allowed: a setting that is a number; the first --sweep is the axis");
    }
  }
}
