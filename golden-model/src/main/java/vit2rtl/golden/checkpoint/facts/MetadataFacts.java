package vit2rtl.golden.checkpoint.facts;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.golden.InputException;

/**
 * The strings of a safetensors file: {@code num_heads}, {@code layernorm_eps}, {@code mean} and {@code std} or an {@code
 * image} such as "224x224 RGB, mean 0.485, 0.456, 0.406 std 0.229, 0.224, 0.225", {@code classes} (comma separated
 * names), {@code architecture}, {@code act_layer}, {@code global_pool}.
 */
public record MetadataFacts(String file, Map<String, String> strings) {
  /** Possessive, so that no text of a stranger's takes more than linear time, or the stack. */
  private static final String NUMBERS = "\\[?+\\s*+[-+0-9.eE]++(?:[\\s,]++[-+0-9.eE]++)*+(?:\\s*+\\])?+";
  private static final Pattern IMAGE = Pattern.compile("mean\\s++(" + NUMBERS + "),?+\\s++std\\s++(" + NUMBERS + ")");

  public void tell(Facts facts) {
    tell("num_heads", text -> facts.put(Fact.HEADS, count("num_heads", text), said("num_heads")));
    tell("layernorm_eps", text -> facts.put(Fact.EPSILON, number("layernorm_eps", text), said("layernorm_eps")));
    tell("act_layer", text -> facts.put(Fact.ACTIVATION, text, said("act_layer")));
    tell("activation", text -> facts.put(Fact.ACTIVATION, text, said("activation")));
    tell("global_pool", text -> facts.put(Fact.POOL, text, said("global_pool")));
    tell("architecture", text -> facts.put(Fact.ARCHITECTURE, text, said("architecture")));
    tell("classes", text -> facts.put(Fact.CLASSES, Arrays.stream(text.split(",")).map(String::strip).toList(),
        said("classes")));
    Matcher image = IMAGE.matcher(strings.getOrDefault("image", ""));
    boolean found = image.find();
    numbers(facts, Fact.MEAN, "mean", found ? image.group(1) : null);
    numbers(facts, Fact.STD, "std", found ? image.group(2) : null);
  }

  private void tell(String key, Consumer<String> use) {
    if (strings.containsKey(key)) {
      use.accept(strings.get(key));
    }
  }

  private void numbers(Facts facts, Fact<double[]> fact, String key, String inImage) {
    String text = strings.getOrDefault(key, inImage);
    if (text != null) {
      facts.put(fact, Arrays.stream(text.replaceAll("[\\[\\]()]", " ").strip().split("[\\s,]+"))
          .mapToDouble(number -> number(key, number)).toArray(), said(strings.containsKey(key) ? key : "image"));
    }
  }

  private static String said(String key) {
    return "metadata " + key;
  }

  private int count(String key, String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new InputException(file + " has metadata " + key + " '" + text + "'; needed: a whole number", e);
    }
  }

  private double number(String key, String text) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Refused below, as what is not finite is.
    }
    throw new InputException(file + " has metadata " + key + " '" + text + "'; needed: a number");
  }
}
