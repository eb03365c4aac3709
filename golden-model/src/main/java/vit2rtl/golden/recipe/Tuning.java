package vit2rtl.golden.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import vit2rtl.golden.InputException;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.layernorm.ResidualToPtfParams;
import vit2rtl.golden.ops.GeluTable;
import vit2rtl.golden.softmax.ZeroState;

/**
 * Details of a recipe, as numbers by name so that every row of docs/quantisation.md can be run again
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
 * The recipe {@code fqvit} takes {@code zero} alone.
 *
 * @param given values that were given; the others are what measured best
 */
public record Tuning(Map<String, Double> given) {
  private static final Map<String, TuningSetting> KNOWN = List.of(
      TuningSetting.whole("residual-bits", 18, ResidualToPtfParams.MIN_RESIDUAL_BITS,
          ResidualToPtfParams.MAX_RESIDUAL_BITS),
      TuningSetting.number("residual-margin", 1.25, 0.5, 16),
      TuningSetting.whole("k", 5, 0, LayerNormParams.MAX_ALPHA),
      TuningSetting.share("norm-clip", 10, -1.0),
      TuningSetting.share("qk-clip", 10, -1.0),
      TuningSetting.share("v-clip", 10, -1.0),
      TuningSetting.share("context-clip", 10, -1.0),
      TuningSetting.number("context-margin", 1.1, 0.5, 16),
      TuningSetting.share("gelu-clip", 0, -1.0),
      TuningSetting.share("score-low", 100),
      TuningSetting.share("score-high", 1),
      TuningSetting.flag("score-halvings", 1),
      TuningSetting.whole("gelu-bits", 10, 4, GeluTable.MAX_INPUT_BITS),
      TuningSetting.whole("gelu-k", 7, 0, 7),
      TuningSetting.number("equalise", -2, 0, 100, -2.0, -1.0),
      TuningSetting.flag("centre", 0),
      TuningSetting.flag("centre-keys", 0),
      TuningSetting.number("ptf-spread", 1, 0, 1000),
      TuningSetting.flag("bias-correction", 1),
      TuningSetting.whole("zero", -1, -1, ZeroState.values().length - 1))
      .stream().collect(Collectors.toMap(TuningSetting::name, setting -> setting, (a, b) -> a, LinkedHashMap::new));
  private static final String ZERO = "zero";

  /** What measured best. */
  public static final Tuning BEST = new Tuning(Map.of());

  /** Unknown names and values out of bounds are refused. */
  public Tuning {
    Map<String, Double> checked = new LinkedHashMap<>();
    given.forEach((name, value) -> checked.put(name, known(name).check(value)));
    given = checked;
  }

  /** Values as a user writes them. */
  public static Tuning of(Map<String, String> texts) {
    Map<String, Double> values = new LinkedHashMap<>();
    texts.forEach((name, text) -> values.put(name, known(name).parse(text)));
    return new Tuning(values);
  }

  private static TuningSetting known(String name) {
    if (!KNOWN.containsKey(name)) {
      throw new InputException("there is no quantisation setting '" + name + "'; allowed: "
          + String.join(", ", new TreeSet<>(KNOWN.keySet())));
    }
    return KNOWN.get(name);
  }

  /** Refuses what was given and the other choices leave without effect. */
  void requireUsed(Recipe recipe, boolean method, Ptf ptf, AttentionCoding attention) {
    for (String name : given.keySet()) {
      if (recipe == Recipe.FQVIT && !name.equals(ZERO)) {
        throw unused(name, "--recipe fqvit; it takes " + ZERO + " alone");
      }
      if (recipe == Recipe.WIDE && method && KNOWN.get(name).fraction()) {
        throw unused(name, "--method, which chooses every interval");
      }
      if (ptf == Ptf.OFF && name.equals("k")) {
        throw unused(name, "--ptf off");
      }
      if (attention == AttentionCoding.UNIFORM && name.equals(ZERO)) {
        throw unused(name, "--attention uniform");
      }
    }
  }

  private static InputException unused(String name, String because) {
    return new InputException("quantisation setting " + name + " has no effect with " + because + "; leave it out");
  }

  /** Every value by name. */
  public Map<String, Double> values() {
    Map<String, Double> all = new LinkedHashMap<>();
    KNOWN.forEach((name, setting) -> all.put(name, given.getOrDefault(name, setting.usual())));
    return all;
  }

  double get(String name) {
    return given.getOrDefault(name, KNOWN.get(name).usual());
  }

  int integer(String name) {
    return (int) get(name);
  }

  boolean on(String name) {
    return get(name) > 0;
  }
}
