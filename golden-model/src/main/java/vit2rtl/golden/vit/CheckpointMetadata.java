package vit2rtl.golden.vit;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.golden.InputException;

/**
 * The strings of a checkpoint that say what its tensors do not: {@code num_heads}, {@code layernorm_eps} (default 1e-6),
 * {@code mean} and {@code std} or an {@code image} such as "224x224 RGB, mean 0.485, 0.456, 0.406 std 0.229, 0.224,
 * 0.225", {@code classes} (comma separated names), {@code architecture}, {@code act_layer}.
 */
record CheckpointMetadata(String file, Map<String, String> strings) {
  private static final double USUAL_EPSILON = 1e-6;
  private static final double USUAL_MEAN = 0.5;
  private static final String NUMBERS = "\\[?\\s*[-+0-9.eE]+(?:[\\s,]+[-+0-9.eE]+)*\\s*\\]?";
  private static final Pattern IMAGE = Pattern.compile("mean\\s+(" + NUMBERS + "),?\\s+std\\s+(" + NUMBERS + ")");

  OptionalInt heads() {
    String text = strings.get("num_heads");
    return text == null ? OptionalInt.empty() : OptionalInt.of(count("num_heads", text));
  }

  double epsilon() {
    String text = strings.get("layernorm_eps");
    double epsilon = text == null ? USUAL_EPSILON : number("layernorm_eps", text);
    if (!(epsilon >= 0 && epsilon < 1)) {
      throw new InputException(file + " has metadata layernorm_eps '" + text + "'; allowed: 0 to below 1");
    }
    return epsilon;
  }

  /** Class names, none where the metadata has none or not as many as there are classes. */
  List<String> classes(int count) {
    String[] names = strings.getOrDefault("classes", "").split(",");
    return names.length == count ? Arrays.stream(names).map(String::strip).toList() : List.of();
  }

  PixelNorm pixelNorm(CheckpointOptions options, int channels, Consumer<String> notices) {
    Matcher image = IMAGE.matcher(strings.getOrDefault("image", ""));
    boolean found = image.find();
    Optional<double[]> mean = options.mean().or(() -> stored("mean", found ? image.group(1) : null));
    Optional<double[]> std = options.std().or(() -> stored("std", found ? image.group(2) : null));
    if (mean.isEmpty() || std.isEmpty()) {
      notices.accept(file + " does not say the pixels' " + (mean.isEmpty() ? "mean" : "std")
          + "; taking 0.5; change it by --mean and --std");
    }
    double[] usual = {USUAL_MEAN};
    return new PixelNorm(perChannel("mean", mean.orElse(usual), channels), perChannel("std", std.orElse(usual), channels));
  }

  private Optional<double[]> stored(String key, String inImage) {
    String text = strings.getOrDefault(key, inImage);
    return Optional.ofNullable(text).map(t -> Arrays.stream(t.replaceAll("[\\[\\]()]", " ").strip().split("[\\s,]+"))
        .mapToDouble(number -> number(key, number)).toArray());
  }

  private double[] perChannel(String what, double[] values, int channels) {
    if (values.length == channels) {
      return values;
    }
    if (values.length != 1) {
      throw new InputException(file + ": " + values.length + " numbers as pixel " + what + "; allowed: 1 or " + channels
          + ", one for each channel");
    }
    double[] all = new double[channels];
    Arrays.fill(all, values[0]);
    return all;
  }

  /** Refuses what is stated to be another model than a pre-norm ViT with the exact GELU. */
  void checkArchitecture() {
    String activation = strings.getOrDefault("act_layer", strings.getOrDefault("activation", "gelu"));
    if (!activation.toLowerCase(Locale.ROOT).equals("gelu")) {
      throw new InputException(file + " states the activation '" + activation + "'; allowed: gelu");
    }
    String name = strings.getOrDefault("architecture", "vit").toLowerCase(Locale.ROOT);
    if (!name.startsWith("vit") && !name.startsWith("deit") || name.contains("quickgelu") || name.contains("_rpn")
        || name.contains("relpos") || name.contains("postnorm")) {
      throw new InputException(file + " states the architecture '" + name
          + "'; allowed: ViT and DeiT with norms before attention and MLP, and GELU");
    }
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
