package vit2rtl.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.golden.InputException;
import vit2rtl.hdl.rtl.RtlDesign;

/** The instances of a design, read from its text: paths of instance names joined by dots, the top left out. */
final class InstancePaths {
  private static final Pattern MODULE = Pattern.compile("(?ms)^\\s*module\\s+(\\w+)(.*?)^\\s*endmodule");
  private static final Pattern INSTANCE =
      Pattern.compile("(?m)^\\s*(\\w+)\\s+(?:#\\s*\\((?:[^()]|\\([^()]*\\))*\\)\\s*)?(\\w+)\\s*\\(");
  private static final int SHOWN = 12;

  private final String topName;
  private final List<String> paths = new ArrayList<>();
  /** Where instances are made in loops their names are not in the text, and any path is taken. */
  private final boolean loops;

  private InstancePaths(RtlDesign design) {
    this.topName = design.topName();
    this.loops = design.text().contains("genvar");
    Map<String, String> modules = new LinkedHashMap<>();
    MODULE.matcher(design.text()).results().forEach(m -> modules.put(m.group(1), m.group(2)));
    collect(topName, "", modules);
  }

  static InstancePaths of(RtlDesign design) {
    return new InstancePaths(design);
  }

  private void collect(String module, String prefix, Map<String, String> modules) {
    Matcher instance = INSTANCE.matcher(modules.getOrDefault(module, ""));
    while (instance.find()) {
      if (modules.containsKey(instance.group(1))) {
        paths.add(prefix + instance.group(2));
        collect(instance.group(1), prefix + instance.group(2) + ".", modules);
      }
    }
  }

  List<String> paths() {
    return paths;
  }

  void require(String scope) {
    if (!loops && !paths.contains(scope)) {
      throw new InputException("waveform scope '" + scope + "': " + topName + " has no such instance; allowed: "
          + (paths.isEmpty() ? "none, it has no instances" : String.join(", ", paths.subList(0, Math.min(SHOWN,
          paths.size()))) + (paths.size() > SHOWN ? " and " + (paths.size() - SHOWN) + " more" : "")));
    }
  }
}
