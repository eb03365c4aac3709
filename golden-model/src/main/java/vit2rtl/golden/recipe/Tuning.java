package vit2rtl.golden.recipe;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import vit2rtl.golden.InputException;
import vit2rtl.golden.softmax.ZeroState;

/**
 * Details of the wide recipe, as numbers by name so that every row of docs/quantisation.md can be run again
 * ({@code quantize --set name=value}):
 * <ul>
 *   <li>{@code residual-bits}: width of the residual stream
 *   <li>{@code residual-margin}: its range against the greatest magnitude observed
 *   <li>{@code k}: greatest power-of-two factor of a LayerNorm input
 *   <li>{@code norm-clip}, {@code qk-clip}, {@code v-clip}, {@code context-clip}, {@code gelu-clip}: share of the values
 *       a quantiser's interval leaves out at either end, in millionths; −1 takes the interval of least square error
 *   <li>{@code score-low}, {@code score-high}: the same for either end of the attention scores
 *   <li>{@code score-halvings}: 1 makes ln 2 a whole number of steps of the scores, as i-exp takes it to be
 *   <li>{@code context-margin}: range of the context codes against the float network's
 *   <li>{@code gelu-bits}: width of GELU's input codes
 *   <li>{@code gelu-k}: greatest power-of-two factor of a channel of GELU's output
 *   <li>{@code equalise}: exponent of the activations' share in the scales between LayerNorm and the next weights (and
 *       between context and projection), in percent; −1 leaves the scales alone, −2 chooses for each layer
 *   <li>{@code centre}: 1 centres LayerNorm outputs and values per channel, the offset going into the next bias;
 *       {@code centre-keys} keys, whose offset softmax ignores
 *   <li>{@code ptf-spread}: weight of what a channel's error does to σ, when LayerNorm's codes are chosen
 *   <li>{@code bias-correction}: 1 compensates the mean error of the rounded weights
 *   <li>{@code zero}: 0 extra bit, 1 top code, 2 clip ({@link ZeroState}); −1 extra bit for base 2, top code for √2
 * </ul>
 */
public record Tuning(Map<String, Double> values) {
  private static final Map<String, Double> DEFAULTS = new LinkedHashMap<>();

  static {
    DEFAULTS.put("residual-bits", 18.0);
    DEFAULTS.put("residual-margin", 1.25);
    DEFAULTS.put("k", 5.0);
    DEFAULTS.put("norm-clip", 10.0);
    DEFAULTS.put("qk-clip", 10.0);
    DEFAULTS.put("v-clip", 10.0);
    DEFAULTS.put("context-clip", 10.0);
    DEFAULTS.put("context-margin", 1.1);
    DEFAULTS.put("gelu-clip", 0.0);
    DEFAULTS.put("score-low", 100.0);
    DEFAULTS.put("score-high", 1.0);
    DEFAULTS.put("score-halvings", 1.0);
    DEFAULTS.put("gelu-bits", 10.0);
    DEFAULTS.put("gelu-k", 7.0);
    DEFAULTS.put("equalise", -2.0);
    DEFAULTS.put("centre", 0.0);
    DEFAULTS.put("centre-keys", 0.0);
    DEFAULTS.put("ptf-spread", 1.0);
    DEFAULTS.put("bias-correction", 1.0);
    DEFAULTS.put("zero", -1.0);
  }

  /** What measured best. */
  public static final Tuning BEST = new Tuning(Map.of());

  /** Values that differ from the best ones; unknown names are refused. */
  public Tuning {
    Map<String, Double> all = new LinkedHashMap<>(DEFAULTS);
    values.forEach((name, value) -> {
      if (!DEFAULTS.containsKey(name)) {
        throw new InputException("there is no quantisation setting '" + name + "'; allowed: "
            + String.join(", ", new TreeSet<>(DEFAULTS.keySet())));
      }
      all.put(name, value);
    });
    values = all;
  }

  double get(String name) {
    return values.get(name);
  }

  int integer(String name) {
    return (int) Math.rint(get(name));
  }

  boolean on(String name) {
    return get(name) > 0;
  }
}
