package vit2rtl.bench.mutate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An expression of the emitted text, and what small faults make of it. None changes its width. */
final class Expression {
  private static final Pattern TOKEN = Pattern.compile("\\d+'s?[bdh][0-9a-fA-F]+|\\$?\\w+|>>>|<<|>>|<=|>=|==|!=|&&|\\|\\||\\S");
  private static final Pattern NUMBER = Pattern.compile("(\\d+)'(s?)([bdh])([0-9a-fA-F]+)");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");
  private static final Map<String, List<String>> OTHERS = Map.ofEntries(
      Map.entry("+", List.of("-")), Map.entry("-", List.of("+")), Map.entry("*", List.of("+")),
      Map.entry("&&", List.of("||")), Map.entry("||", List.of("&&")), Map.entry("==", List.of("!=")),
      Map.entry("!=", List.of("==")), Map.entry("<", List.of("<=", ">=")), Map.entry("<=", List.of("<", ">=")),
      Map.entry(">", List.of(">=", "<=")), Map.entry(">=", List.of(">", "<=")), Map.entry("&", List.of("|")),
      Map.entry("|", List.of("&")), Map.entry("^", List.of("|")), Map.entry(">>>", List.of(">>")),
      Map.entry(">>", List.of("<<")), Map.entry("<<", List.of(">>")));

  private final String text;
  private final List<Token> tokens = new ArrayList<>();

  private record Token(String text, int start, int end) {
    boolean isName() {
      return NAME.matcher(text).matches();
    }
  }

  /** What a fault makes of an expression. */
  record Variant(String kind, String text) {}

  Expression(String text) {
    this.text = text;
    Matcher token = TOKEN.matcher(text);
    while (token.find()) {
      tokens.add(new Token(token.group(), token.start(), token.end()));
    }
  }

  /**
   * All of them.
   *
   * @param widths     of every signal of the module
   * @param substitute another signal of the same type, or null
   */
  List<Variant> variants(Function<String, Integer> widths, Function<String, String> substitute, Random random) {
    List<Variant> variants = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      Matcher number = NUMBER.matcher(token.text());
      if (number.matches()) {
        constants(number, random).forEach(other -> variants.add(new Variant("constant", with(token, other))));
      } else if (token.text().equals("?")) {
        variants.add(new Variant("choice inverted", with(token, "== 0 ?")));
      } else if (token.isName()) {
        String other = substitute.apply(token.text());
        if (other != null) {
          variants.add(new Variant("another signal", with(token, other)));
        }
        Integer width = widths.apply(token.text());
        if (width != null) {
          places(i, width).forEach(place -> variants.add(new Variant("another place", place)));
        }
      } else if (isBehindOperand(i)) {
        OTHERS.getOrDefault(token.text(), List.of())
            .forEach(other -> variants.add(new Variant("operator", with(token, other))));
      } else if (token.text().equals("!") || token.text().equals("~") || token.text().equals("-")) {
        variants.add(new Variant("operator dropped", with(token, "")));
      }
    }
    return variants;
  }

  private String with(Token token, String other) {
    return text.substring(0, token.start()) + other + text.substring(token.end());
  }

  private boolean isBehindOperand(int i) {
    return i > 0 && (tokens.get(i - 1).text().matches("[\\w'$]+|[)\\]}]"));
  }

  /** The next number, the one before, one with another bit. */
  private static List<String> constants(Matcher number, Random random) {
    int width = Integer.parseInt(number.group(1));
    int radix = switch (number.group(3)) {
      case "b" -> 2;
      case "d" -> 10;
      default -> 16;
    };
    BigInteger value = new BigInteger(number.group(4), radix);
    BigInteger size = BigInteger.ONE.shiftLeft(width);
    List<BigInteger> others = new ArrayList<>();
    for (BigInteger other : List.of(value.add(BigInteger.ONE).mod(size), value.subtract(BigInteger.ONE).mod(size),
        value.flipBit(random.nextInt(width)))) {
      if (!others.contains(other)) {
        others.add(other);
      }
    }
    return others.stream().map(other -> width + "'" + number.group(2) + number.group(3)
        + (radix == 2 ? bits(other, width) : other.toString(radix))).toList();
  }

  static String bits(BigInteger value, int width) {
    String bits = value.toString(2);
    return "0".repeat(width - bits.length()) + bits;
  }

  /** A part of a signal, cut out one bit higher or lower. */
  private List<String> places(int i, int width) {
    List<String> places = new ArrayList<>();
    if (i + 3 >= tokens.size() || !tokens.get(i + 1).text().equals("[")) {
      return places;
    }
    boolean single = tokens.get(i + 3).text().equals("]");
    Token high = tokens.get(i + 2);
    Token low = single ? high : tokens.get(Math.min(i + 4, tokens.size() - 1));
    if (!high.text().matches("\\d+") || !low.text().matches("\\d+")) {
      return places;
    }
    int from = Integer.parseInt(high.text());
    int to = Integer.parseInt(low.text());
    for (int by : new int[] {1, -1}) {
      if (to + by >= 0 && from + by < width) {
        places.add(text.substring(0, high.start()) + (single ? "" : from + by + ":") + (to + by)
            + text.substring(low.end()));
      }
    }
    return places;
  }
}
