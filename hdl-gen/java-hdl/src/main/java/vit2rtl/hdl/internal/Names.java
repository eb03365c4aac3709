package vit2rtl.hdl.internal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vit2rtl.hdl.error.NameException;

/** Which names may appear in the emitted text: legal in Verilog, SystemVerilog and VHDL alike. */
public final class Names {
  private static final Pattern LEGAL = Pattern.compile("[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)*");
  private static final Set<String> RESERVED = reserved();

  private Names() {}

  public static void check(String what, String name) {
    checkPart(what, name);
    if (isReserved(name)) {
      throw new NameException(what, "the name '" + name
          + "' is a word of Verilog, SystemVerilog or VHDL, or the clock or reset", "choose another");
    }
  }

  /** What is only a part of names may be a word of a language. */
  public static void checkPart(String what, String name) {
    if (!LEGAL.matcher(name).matches()) {
      throw new NameException(what, "the name '" + name + "' is illegal",
          "use letters, digits and single underscores, a letter first");
    }
  }

  /** The names of clocks and resets: like any others, except that {@code clk} and {@code reset} are theirs. */
  public static void checkClock(String what, String name) {
    if (!name.equals("clk") && !name.equals("reset")) {
      check(what, name);
    }
  }

  public static boolean isReserved(String name) {
    return RESERVED.contains(name.toLowerCase(Locale.ROOT));
  }

  private static Set<String> reserved() {
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(
        Names.class.getResourceAsStream("reserved-words.txt"), StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.startsWith("#")).flatMap(line -> Stream.of(line.split(" ")))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
