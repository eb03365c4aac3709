package vit2rtl.bench.accelerator;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;

/**
 * A design's text with faults of one bit that a port {@code fault} switches on: with fault = n the n-th site's signal has
 * one bit inverted, in every instance of its module; with 0 the design is as it was.
 */
final class FaultSites {
  /** Where a fault is. */
  record Site(String module, String signal, int bit) {}

  private static final Pattern MODULE = Pattern.compile("(?ms)^module (\\w+) \\(.*?^endmodule");
  private static final Pattern DECLARATION = Pattern.compile(
      "(?m)^\\s*(?:output\\s+)?(?:wire|reg)\\s+(?:signed\\s+)?(?:\\[(\\d+):0\\]\\s*)?(\\w+)[;,]?$");
  private static final Pattern INSTANCE = Pattern.compile("(?m)^  ([A-Z]\\w*) \\w+ \\($");
  private static final Pattern ASSIGNMENT = Pattern.compile("(?m)^(\\s*)(assign )?(\\w+) (=|<=) (.*);$");

  private final List<Site> sites = new ArrayList<>();
  private final RtlDesign design;

  /** Faults at random places, as many in one module as in another. */
  FaultSites(RtlDesign whole, int count, long seed) {
    Map<String, String> modules = modules(whole.text());
    List<String> names = new ArrayList<>(modules.keySet());
    Random random = new Random(seed);
    Set<String> taken = new HashSet<>();
    for (int tries = 0; sites.size() < count && tries < 100 * count; tries++) {
      String module = names.get(random.nextInt(names.size()));
      List<String> choices = signals(modules.get(module));
      String signal = choices.get(random.nextInt(choices.size()));
      // The taps are not the design.
      if (!signal.contains("tap_") && taken.add(module + "." + signal)) {
        int bit = random.nextInt(widths(modules.get(module)).get(signal));
        sites.add(new Site(module, signal, bit));
        modules.put(module, with(whole.topName(), modules.get(module), signal, bit, sites.size()));
      }
    }
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(sites.size());
    String top = modules.get(whole.topName());
    modules.put(whole.topName(), top.replaceFirst("\\(\\n", "(\n  input  wire [" + (bits - 1) + ":0] fault,\n"));
    List<Port> ports = new ArrayList<>(whole.ports());
    ports.add(new Port("fault", Direction.IN, bits, false, BigInteger.ZERO,
        BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE)));
    String text = String.join("\n\n", modules.values()) + "\n";
    design = new RtlDesign(whole.topName(), whole.language(), text, text, whole.clocks(), ports, whole.streams());
  }

  RtlDesign design() {
    return design;
  }

  /** Site n − 1 belongs to fault = n. */
  List<Site> sites() {
    return sites;
  }

  /** Modules that only one part of a design consists of. */
  static Set<String> only(RtlDesign design, String part) {
    Map<String, String> modules = modules(design.text());
    Set<String> only = below(modules, part);
    for (String other : children(modules.get(design.topName()))) {
      if (!other.equals(part)) {
        only.removeAll(below(modules, other));
      }
    }
    return only;
  }

  private static Set<String> below(Map<String, String> modules, String part) {
    Set<String> all = new HashSet<>(Set.of(part));
    children(modules.get(part)).forEach(child -> all.addAll(below(modules, child)));
    return all;
  }

  private static List<String> children(String module) {
    return INSTANCE.matcher(module).results().map(found -> found.group(1)).toList();
  }

  /** Modules by name in the order of the text. */
  static Map<String, String> modules(String text) {
    Map<String, String> modules = new LinkedHashMap<>();
    Matcher module = MODULE.matcher(text);
    while (module.find()) {
      modules.put(module.group(1), module.group());
    }
    return modules;
  }

  private static Map<String, Integer> widths(String module) {
    Map<String, Integer> widths = new HashMap<>();
    Matcher declaration = DECLARATION.matcher(module);
    while (declaration.find()) {
      widths.put(declaration.group(2), declaration.group(1) == null ? 1 : Integer.parseInt(declaration.group(1)) + 1);
    }
    return widths;
  }

  /** Signals that one line of text gives their value. */
  private static List<String> signals(String module) {
    Map<String, Integer> widths = widths(module);
    Map<String, Integer> lines = new HashMap<>();
    List<String> order = new ArrayList<>();
    Matcher line = ASSIGNMENT.matcher(module);
    while (line.find()) {
      boolean continuous = line.group(2) != null;
      if (widths.containsKey(line.group(3)) && continuous == line.group(4).equals("=")) {
        lines.merge(line.group(3), 1, Integer::sum);
        order.add(line.group(3));
      }
    }
    return order.stream().filter(signal -> lines.get(signal) == 1).toList();
  }

  private static String with(String top, String module, String signal, int bit, int fault) {
    int width = widths(module).get(signal);
    Matcher line = Pattern.compile("(?m)^(\\s*)(assign )?" + signal + " (=|<=) (.*);$").matcher(module);
    if (!line.find()) {
      throw new IllegalStateException("no line for " + signal);
    }
    String sound = signal + "_sound";
    String changed = line.group(1) + (line.group(2) == null ? "" : "assign ") + signal + " " + line.group(3) + " " + sound
        + " ^ ({" + width + "{" + top + ".fault == " + fault + "}} & (" + width + "'d1 << " + bit + "));";
    String whole = module.substring(0, line.start()) + changed + module.substring(line.end());
    String sum = "  wire [" + (width - 1) + ":0] " + sound + " = " + line.group(4) + ";\n";
    return whole.substring(0, whole.length() - "endmodule".length()) + sum + "endmodule";
  }
}
