package vit2rtl.cli.arguments;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vit2rtl.golden.InputException;

/** What a repeatable option of the form {@code KEY=VALUE} was given; a key given twice is refused. */
public final class KeyValues {
  private KeyValues() {}

  public static Map<String, String> of(String option, List<String> given) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String text : given) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new InputException(option + " " + text + "; needed: a name, '=' and a value");
      }
      String key = text.substring(0, equals);
      String before = values.put(key, text.substring(equals + 1));
      if (before != null) {
        throw new InputException(option + " " + key + " is given twice, as '" + before + "' and as '" + values.get(key)
            + "'; keep one of them");
      }
    }
    return values;
  }
}
