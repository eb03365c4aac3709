package vit2rtl.golden.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import vit2rtl.golden.InputException;
import vit2rtl.golden.checkpoint.facts.Fact;
import vit2rtl.golden.checkpoint.facts.Facts;
import vit2rtl.golden.checkpoint.facts.Stated;
import vit2rtl.golden.checkpoint.facts.TimmNames;
import vit2rtl.golden.data.Resizing;
import vit2rtl.golden.vit.Activation;
import vit2rtl.golden.vit.CheckpointOptions;
import vit2rtl.golden.vit.PixelNorm;

/**
 * What tensors do not say, decided: by the user, by the file and those beside it, by what the naming's software always
 * does. Every decision is noted; what nobody states is an assumption, and said as one, or demanded where a wrong guess
 * could not be told from a right one.
 */
final class Settings {
  private static final int USUAL_HEAD_WIDTH = 64;
  private static final double USUAL_MEAN = 0.5;

  private final String file;
  private final Naming naming;
  private final Facts facts;
  private final OptionalInt imageSize;
  private final List<String> found = new ArrayList<>();
  private final List<String> assumed = new ArrayList<>();

  Settings(String file, Naming naming, Facts facts, CheckpointOptions options) {
    this.file = file;
    this.naming = naming;
    this.facts = facts;
    this.imageSize = options.imageSize();
  }

  Facts facts() {
    return facts;
  }

  /** Of the images the network is to take, where the user states it. */
  OptionalInt imageSize() {
    return imageSize;
  }

  /** The same, where the file or one beside it states it. */
  Optional<Integer> statedImageSize() {
    return facts.get(Fact.IMAGE_SIZE).map(stated -> known(Fact.IMAGE_SIZE, stated));
  }

  int assumeImageSize(int size) {
    return assume(Fact.IMAGE_SIZE, size, size + ", whose last stage is one window", "--image-size");
  }

  /** Decisions with their sources, for {@code inspect checkpoint}. */
  List<String> found() {
    return found;
  }

  /** What nobody stated, one sentence or none. */
  List<String> notices() {
    return assumed.isEmpty() ? List.of() : List.of(file + " does not say " + String.join(", ", assumed));
  }

  void find(String what, Object value, String source) {
    found.add(what + " " + value + " (" + source + ")");
  }

  private <T> T known(Fact<?> fact, Stated<T> stated) {
    find(fact.label(), stated.value(), stated.source());
    return stated.value();
  }

  private <T> T assume(Fact<?> fact, T value, String text, String option) {
    found.add(fact.label() + " " + text + " (assumed)");
    assumed.add("its " + fact.label() + " (taking " + text + "; " + option + ")");
    return value;
  }

  int heads(int width, OptionalInt normWidth) {
    Optional<Stated<Integer>> stated = facts.get(Fact.HEADS);
    if (normWidth.isPresent() && width % normWidth.getAsInt() == 0) {
      int heads = width / normWidth.getAsInt();
      if (stated.isPresent() && stated.get().value() != heads) {
        throw new InputException(file + " has norms of queries of " + normWidth.getAsInt() + " elements, so " + heads
            + " attention heads, but " + stated.get().source() + " states " + stated.get().value());
      }
      return known(Fact.HEADS, new Stated<>(heads, "width of q_norm"));
    }
    if (stated.isPresent()) {
      return known(Fact.HEADS, stated.get());
    }
    Optional<Stated<String>> name = facts.get(Fact.ARCHITECTURE);
    boolean unusual = TimmNames.unusual(width);
    if (name.isPresent() && (!unusual || width != 1536 || name.get().value().contains("giantopt"))
        && (unusual || width % USUAL_HEAD_WIDTH == 0)) {
      return known(Fact.HEADS, new Stated<>(unusual ? 16 : width / USUAL_HEAD_WIDTH,
          "as timm's models of width " + width + " have"));
    }
    if (unusual || width % USUAL_HEAD_WIDTH != 0) {
      throw new InputException(file + " does not say its number of attention heads (metadata num_heads, config.json), and"
          + " its width " + width + (unusual ? " occurs with heads of other than " : " is not a multiple of the usual ")
          + USUAL_HEAD_WIDTH + " per head; state it by --heads");
    }
    return assume(Fact.HEADS, width / USUAL_HEAD_WIDTH, width / USUAL_HEAD_WIDTH + ", width/64", "--heads");
  }

  double epsilon() {
    Optional<Stated<Double>> stated = facts.get(Fact.EPSILON);
    double epsilon = stated.isPresent() ? known(Fact.EPSILON, stated.get())
        : assume(Fact.EPSILON, naming.epsilon(), naming.epsilon() + " as " + naming.title(), "--epsilon");
    if (!(epsilon >= 0 && epsilon < 1)) {
      throw new InputException(file + " has " + stated.map(Stated::source).orElse("") + " '" + epsilon
          + "' as epsilon of LayerNorm; allowed: 0 to below 1");
    }
    return epsilon;
  }

  /** @param normPre whether a norm stands before the blocks: a CLIP, whose activation must be stated */
  Activation activation(boolean normPre) {
    Optional<Stated<String>> stated = facts.get(Fact.ACTIVATION);
    if (stated.isPresent()) {
      Activation activation = Activation.of(file + ": " + stated.get().source(), stated.get().value());
      find(Fact.ACTIVATION.label(), activation.label(), stated.get().source());
      return activation;
    }
    if (normPre) {
      throw new InputException(file + " has a norm before its first block, as CLIP, and does not say its activation, gelu or"
          + " quick_gelu, which no tensor shows; state it by --activation, and --epsilon (CLIP: 1e-5)");
    }
    return assume(Fact.ACTIVATION, Activation.GELU, "the exact gelu", "--activation");
  }

  PixelNorm pixelNorm(int channels) {
    Optional<Stated<double[]>> mean = facts.get(Fact.MEAN);
    Optional<Stated<double[]>> std = facts.get(Fact.STD);
    if (mean.isEmpty() || std.isEmpty()) {
      assumed.add("the pixels' " + (mean.isEmpty() ? "mean" : "std") + " (taking 0.5; --mean, --std)");
    }
    PixelNorm norm = new PixelNorm(perChannel("mean", mean, channels), perChannel("std", std, channels));
    found.add("pixels: " + norm + " (" + mean.map(Stated::source).orElse("assumed") + ", "
        + std.map(Stated::source).orElse("assumed") + ")");
    return norm;
  }

  /** How images of other sizes become those of {@code side}: the user's word, timm's side file, Hugging Face's, nobody's. */
  Resizing resizing(int side) {
    Optional<Stated<Resizing>> stated = EvaluationTransform.of(facts, side).or(() -> facts.get(Fact.RESIZING));
    stated.ifPresent(s -> found.add("images of other sizes are " + s.value().description(side) + " (" + s.source() + ")"));
    return stated.map(Stated::value).orElse(Resizing.UNSTATED);
  }

  private double[] perChannel(String what, Optional<Stated<double[]>> stated, int channels) {
    double[] values = stated.map(Stated::value).orElse(new double[] {USUAL_MEAN});
    if (values.length == channels) {
      return values;
    }
    if (values.length != 1) {
      throw new InputException(file + ": " + values.length + " numbers as pixel " + what + "; allowed: 1" + (channels == 1 ? "" : " or " + channels
          + ", one for each channel"));
    }
    double[] all = new double[channels];
    Arrays.fill(all, values[0]);
    return all;
  }

  /** Whether tokens are averaged; none where nothing says it. */
  Optional<Boolean> averages() {
    Optional<Stated<String>> stated = facts.get(Fact.POOL);
    return stated.map(s -> switch (s.value().toLowerCase(Locale.ROOT)) {
      case "token", "cls" -> false;
      case "avg", "mean" -> true;
      default -> throw new InputException(file + ": " + s.source() + " '" + s.value()
          + "' is not supported; allowed: token, avg");
    });
  }

  /** Says that a head is taken to read the class token. */
  void assumeClassToken() {
    assume(Fact.POOL, "token", "the class token", "--pool mean");
  }

  /** Class names, none where nobody says them or not as many as there are classes. */
  List<String> classes(int count) {
    return facts.value(Fact.CLASSES).filter(names -> names.size() == count).orElse(List.of());
  }

  /** Refuses a side file that belongs to another model. */
  void requireSame(Fact<Integer> fact, int value) {
    facts.get(fact).filter(stated -> stated.value() != value).ifPresent(stated -> {
      throw new InputException(stated.source() + " states " + fact.label() + " " + stated.value() + ", but the tensors of "
          + file + " have " + value + ": the side file belongs to another model; move it away");
    });
  }
}
