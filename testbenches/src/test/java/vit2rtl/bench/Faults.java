package vit2rtl.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.hdl.rtl.RtlDesign;

/** Small faults in the emitted text of a design, one at a time. */
final class Faults {
  /** What can go wrong at a place of the text, and how. */
  private enum Kind {
    /** In tables by channel, and at the start of tables by distance: not in entries that few rows reach. */
    TABLE_BIT("words(?:_\\d+\\[\\d+|\\[\\d)\\] = \\d+'b([01]+);"),
    /** Not those that count. */
    SUM("= [^;]*[\\w)}\\]] (\\+) (?!\\d+'(?:s?d|b)1\\b)"),
    DIFFERENCE("= [^;]*[\\w)}\\]] (-) (?!\\d+'(?:s?d|b)1\\b)"),
    /** A number cut out one place too low. */
    PLACE("= \\w+\\[(\\d+:[1-9]\\d*)\\];"),
    CHOICE("(\\?) [^;]+ : ");

    private final Pattern pattern;

    Kind(String pattern) {
      this.pattern = Pattern.compile(pattern);
    }
  }

  /** A fault: where, and the text with it. */
  record Fault(String what, RtlDesign design) {}

  private Faults() {}

  /** {@code each} faults of every kind that the text offers, places drawn by the seed. */
  static List<Fault> sample(RtlDesign design, int each, long seed) {
    Random random = new Random(seed);
    List<Fault> faults = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      List<int[]> places = new ArrayList<>();
      Matcher matcher = kind.pattern.matcher(design.text());
      while (matcher.find()) {
        places.add(new int[] {matcher.start(1), matcher.end(1)});
      }
      for (int i = 0; i < each && !places.isEmpty(); i++) {
        int[] place = places.remove(random.nextInt(places.size()));
        faults.add(at(design, place[0], place[1], found -> spoilt(kind, found, random)));
      }
    }
    return faults;
  }

  private static String spoilt(Kind kind, String found, Random random) {
    return switch (kind) {
      case TABLE_BIT -> {
        // The upper half: the last bits of a constant need many rows to show.
        int bit = random.nextInt((found.length() + 1) / 2);
        yield found.substring(0, bit) + (found.charAt(bit) == '0' ? '1' : '0') + found.substring(bit + 1);
      }
      case SUM -> "-";
      case DIFFERENCE -> "+";
      case PLACE -> {
        String[] ends = found.split(":");
        yield (Integer.parseInt(ends[0]) - 1) + ":" + (Integer.parseInt(ends[1]) - 1);
      }
      case CHOICE -> "== 0 ?";
    };
  }

  private static Fault at(RtlDesign design, int start, int end, UnaryOperator<String> change) {
    String text = design.text();
    String changed = text.substring(0, start) + change.apply(text.substring(start, end)) + text.substring(end);
    int line = (int) text.substring(0, start).lines().count() - 1;
    String what = text.lines().toList().get(line).strip() + "  →  " + changed.lines().toList().get(line).strip();
    return new Fault(what, new RtlDesign(design.topName(), design.language(), changed, changed, design.clocks(),
        design.ports(), design.streams()));
  }
}
