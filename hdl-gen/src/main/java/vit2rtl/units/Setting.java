package vit2rtl.units;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One thing about a unit that the user may set with {@code --set name=value}.
 *
 * @param name     name
 * @param standard value where nothing is set
 * @param allowed  what is allowed, for messages and help
 * @param decides  who decides it where constants are not drawn at random
 * @param meaning  what it does
 * @param accepts  whether a text is a value of it
 */
public record Setting(String name, String standard, String allowed, Decides decides, String meaning,
    Predicate<String> accepts) {

  /** Who decides a setting. */
  public enum Decides {
    /** The user, always. */
    USER,
    /** The user, or a model where one is given; files of tensors leave it open. */
    MODEL,
    /** The user, or the layer: a file of tensors or a model. */
    LAYER
  }

  /** A whole number. */
  public static Setting integer(String name, int standard, int least, int greatest, Decides decides, String meaning) {
    String allowed = least == Integer.MIN_VALUE ? "an integer" : least + " to " + greatest;
    return new Setting(name, String.valueOf(standard), allowed, decides, meaning, text -> {
      try {
        int value = Integer.parseInt(text);
        return least <= value && value <= greatest;
      } catch (NumberFormatException e) {
        return false;
      }
    });
  }

  /** Any whole number. */
  public static Setting seed() {
    return integer("seed", 1, Integer.MIN_VALUE, Integer.MAX_VALUE, Decides.LAYER,
        "of the random constants where no model gives them");
  }

  /** Elements per cycle, which every unit has. */
  public static Setting lanes(String elements) {
    return integer("lanes", 2, 1, Rows.MAX_LANES, Decides.USER, elements + " per cycle");
  }

  /** Results per beat, of units that give rows of another length than they take. */
  public static Setting outLanes(int standard, String elements) {
    return integer("out-lanes", standard, 1, Rows.MAX_LANES, Decides.USER, elements + " per beat out");
  }

  /** Layers whose constants a unit holds, for units that can hold several. */
  public static Setting layers() {
    return integer("layers", 1, 1, RowUnit.MAX_LAYERS, Decides.USER, "with loadable tables, how many layers' constants"
        + " the unit holds; with several, in_layer says which one a row belongs to");
  }

  /** A number. */
  public static Setting number(String name, String standard, double least, double greatest, String allowed,
      Decides decides, String meaning) {
    return new Setting(name, standard, allowed, decides, meaning, text -> {
      try {
        double value = Double.parseDouble(text);
        return least <= value && value <= greatest;
      } catch (NumberFormatException e) {
        return false;
      }
    });
  }

  /** One of an enum's constants, in lower case. */
  public static <E extends Enum<E>> Setting choice(String name, E standard, Decides decides, String meaning) {
    String[] words = Arrays.stream(standard.getDeclaringClass().getEnumConstants()).map(Setting::word)
        .toArray(String[]::new);
    return new Setting(name, word(standard), Arrays.stream(words).collect(Collectors.joining(", ")), decides, meaning,
        text -> Arrays.asList(words).contains(text));
  }

  /** How a value of an enum is written. */
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
