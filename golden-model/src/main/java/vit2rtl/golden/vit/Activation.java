package vit2rtl.golden.vit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vit2rtl.golden.InputException;

/** The function between the two layers of an MLP; in integers a table, so they cost the same. */
public enum Activation {
  /** x·Φ(x), {@link Gelu}. */
  GELU(Gelu.LEAST, "gelu"),
  /** x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³))). */
  GELU_TANH(-0.17005, "gelu_tanh", "gelu_new", "gelu_pytorch_tanh", "gelu_fast"),
  /** x·σ(1.702·x). */
  QUICK_GELU(-0.16362, "quick_gelu", "quickgelu"),
  /** max(x, 0). */
  RELU(0, "relu");

  private static final double ROOT_TWO_OVER_PI = 0.7978845608028654;
  private final double least;
  private final List<String> names;

  Activation(double least, String... names) {
    this.least = least;
    this.names = List.of(names);
  }

  /** The activation that timm or Hugging Face call by this name. */
  public static Optional<Activation> named(String name) {
    return Arrays.stream(values()).filter(a -> a.names.contains(name.toLowerCase(Locale.ROOT))).findFirst();
  }

  /** The same; a name that none has is refused. */
  public static Activation of(String where, String name) {
    return named(name).orElseThrow(() -> new InputException(where + " '" + name + "' is not supported; allowed: "
        + String.join(", ", Arrays.stream(values()).flatMap(a -> a.names.stream()).sorted().toList())));
  }

  /** Below this its values are zero to seven digits. */
  public double flatBelow() {
    return switch (this) {
      case GELU, GELU_TANH -> -6;
      case QUICK_GELU -> -12;
      case RELU -> 0;
    };
  }

  /** A bound of its values from below, the least value rounded down. */
  public double least() {
    return least;
  }

  /** Its usual name. */
  public String label() {
    return names.get(0);
  }

  /** Its value at x. */
  public double of(double x) {
    return switch (this) {
      case GELU -> Gelu.of(x);
      case GELU_TANH -> 0.5 * x * (1 + tanh(ROOT_TWO_OVER_PI * (x + 0.044715 * x * x * x)));
      case QUICK_GELU -> x / (1 + Exponential.of(-1.702 * x));
      case RELU -> Math.max(x, 0);
    };
  }

  void apply(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) of(values[i]);
    }
  }

  /** The hyperbolic tangent 1 − 2/(e^(2x) + 1), by basic arithmetic as {@link Exponential}; within 3e-16. */
  public static double tanh(double x) {
    return 1 - 2 / (Exponential.of(2 * x) + 1);
  }
}
