package vit2rtl.golden.recipe;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import vit2rtl.golden.InputException;

/**
 * One detail of a quantisation, {@code quantize --set name=value}: a number within bounds, or one of a few values beside
 * them that ask for something else.
 *
 * @param name     name
 * @param usual    the value that measured best
 * @param kind     numbers it takes
 * @param min      least value
 * @param max      greatest value
 * @param others   further values
 * @param fraction whether {@code --method}, which chooses every interval, takes its place
 */
record TuningSetting(String name, double usual, Kind kind, double min, double max, Set<Double> others, boolean fraction) {

  /** Which numbers. */
  enum Kind { WHOLE, ANY }

  /** A whole number. */
  static TuningSetting whole(String name, int usual, int min, int max) {
    return new TuningSetting(name, usual, Kind.WHOLE, min, max, Set.of(), false);
  }

  /** 0 or 1. */
  static TuningSetting flag(String name, int usual) {
    return whole(name, usual, 0, 1);
  }

  /** Any number. */
  static TuningSetting number(String name, double usual, double min, double max, Double... others) {
    return new TuningSetting(name, usual, Kind.ANY, min, max, Set.copyOf(Arrays.asList(others)), false);
  }

  /** A share of the values, in millionths. */
  static TuningSetting share(String name, double usual, Double... others) {
    return new TuningSetting(name, usual, Kind.ANY, 0, 100_000, Set.copyOf(Arrays.asList(others)), true);
  }

  /** Reads a value as a user writes it. */
  double parse(String text) {
    try {
      return check(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      throw refused(text);
    }
  }

  /** The value, where it is allowed. */
  double check(double value) {
    boolean within = value >= min && value <= max && (kind == Kind.ANY || value == Math.rint(value));
    if (!within && !others.contains(value)) {
      throw refused(number(value));
    }
    return value;
  }

  private InputException refused(String found) {
    return new InputException("quantisation setting " + name + "=" + found + "; allowed: " + allowed());
  }

  /** "whole numbers from 0 to 7", "-1 or numbers from 0 to 100000". */
  String allowed() {
    if (kind == Kind.WHOLE && max - min == 1) {
      return number(min) + " or " + number(max);
    }
    String listed = others.stream().sorted().map(value -> number(value) + " or ").collect(Collectors.joining());
    return listed + (kind == Kind.WHOLE ? "whole " : "") + "numbers from " + number(min) + " to " + number(max);
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9 ? String.format(Locale.ROOT, "%.0f", value)
        : String.valueOf(value);
  }
}
