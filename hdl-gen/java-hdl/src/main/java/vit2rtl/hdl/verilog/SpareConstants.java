package vit2rtl.hdl.verilog;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The constants of enums that a module has: those that its statements name stay local parameters, the others become
 * comments. A reader of waves needs all codes, and a linter takes a parameter that nothing names for an oversight.
 */
final class SpareConstants {
  private static final Pattern PARAMETER = Pattern.compile("^ *localparam (\\w+) = (\\S+);$");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");

  private SpareConstants() {}

  static String of(String parameters, String statements) {
    if (parameters.isEmpty()) {
      return "";
    }
    Set<String> named = new HashSet<>();
    Matcher name = NAME.matcher(statements);
    while (name.find()) {
      named.add(name.group());
    }
    return parameters.lines().filter(line -> !isBitNumber(line, named)).map(line -> {
      Matcher parameter = PARAMETER.matcher(line);
      return parameter.matches() && !named.contains(parameter.group(1))
          ? "  // " + parameter.group(1) + " is " + parameter.group(2)
          : line;
    }).collect(Collectors.joining("\n", "", "\n"));
  }

  /** The number of a one-hot constant's bit, which its code says as well. */
  private static boolean isBitNumber(String line, Set<String> named) {
    Matcher parameter = PARAMETER.matcher(line);
    return parameter.matches() && parameter.group(1).endsWith("_OH_ID") && !named.contains(parameter.group(1));
  }
}
