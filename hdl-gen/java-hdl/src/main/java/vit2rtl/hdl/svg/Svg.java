package vit2rtl.hdl.svg;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * SVG text, written element by element, one on each line. Attributes are given as name and value in turn and come out
 * in that order; words and values are escaped, so that any text may be shown. Numbers have at most two decimals, no
 * zeros at their end and a point whatever the language of the system, so that the same picture is the same text
 * everywhere.
 */
public final class Svg {
  private static final int DECIMALS = 2;

  private final StringBuilder text = new StringBuilder();

  /** Begins a text without any element: a whole picture, or a part to be appended to one. */
  public Svg() {}

  /**
   * Begins an element that holds what follows until {@link #close}.
   *
   * @param element    its name
   * @param attributes names and values in turn
   * @return this
   */
  public Svg open(String element, Object... attributes) {
    return line(begin(element, attributes) + ">");
  }

  /**
   * Ends an element.
   *
   * @param element its name
   * @return this
   */
  public Svg close(String element) {
    return line("</" + element + ">");
  }

  /**
   * An element that holds nothing.
   *
   * @param element    its name
   * @param attributes names and values in turn
   * @return this
   */
  public Svg empty(String element, Object... attributes) {
    return line(begin(element, attributes) + "/>");
  }

  /**
   * An element that holds words.
   *
   * @param element    its name
   * @param words      what it says, not escaped yet
   * @param attributes names and values in turn
   * @return this
   */
  public Svg words(String element, String words, Object... attributes) {
    return line(of(element, words, attributes));
  }

  /**
   * A text of two styles.
   *
   * @param words      the first words, not escaped yet; empty for none
   * @param style      class of the further words
   * @param further    the further words, not escaped yet; empty for none
   * @param attributes names and values of the whole text in turn
   * @return this
   */
  public Svg text(String words, String style, String further, Object... attributes) {
    String between = words.isEmpty() || further.isEmpty() ? "" : " ";
    String second = further.isEmpty() ? "" : between + of("tspan", further, "class", style);
    return line(begin("text", attributes) + ">" + escape(words) + second + "</text>");
  }

  /**
   * The rules of style of what follows.
   *
   * @param rules CSS, written as it is
   * @return this
   */
  public Svg style(String rules) {
    return line("<style>\n" + rules + "\n</style>");
  }

  /**
   * What another holds.
   *
   * @param more elements that are closed
   * @return this
   */
  public Svg append(Svg more) {
    text.append(more.text);
    return this;
  }

  private Svg line(String line) {
    text.append(line).append('\n');
    return this;
  }

  private static String of(String element, String words, Object... attributes) {
    return begin(element, attributes) + ">" + escape(words) + "</" + element + ">";
  }

  private static String begin(String element, Object... attributes) {
    if (attributes.length % 2 != 0) {
      throw new IllegalArgumentException("attribute " + attributes[attributes.length - 1] + " has no value");
    }
    StringBuilder begin = new StringBuilder("<").append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      begin.append(' ').append(attributes[i]).append("=\"").append(escape(value(attributes[i + 1]))).append('"');
    }
    return begin.toString();
  }

  private static String value(Object value) {
    return value instanceof Double number ? number(number) : value.toString();
  }

  /**
   * A number as coordinates are written.
   *
   * @param value finite
   * @return it with at most two decimals, halves rounded up, without zeros at the end
   */
  public static String number(double value) {
    BigDecimal rounded = new BigDecimal(value).setScale(DECIMALS, RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  private static String escape(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }

  /** {@return the text so far, a line for each element} */
  @Override
  public String toString() {
    return text.toString();
  }
}
