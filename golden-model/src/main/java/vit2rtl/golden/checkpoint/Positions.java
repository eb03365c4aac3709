package vit2rtl.golden.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import vit2rtl.golden.InputException;
import vit2rtl.golden.checkpoint.facts.Fact;
import vit2rtl.golden.checkpoint.facts.Stated;

/**
 * Which positions a file holds: patches of a grid and before them all leading tokens, none of them, or those that are no
 * registers. The common form has one for every token; those without get zeros.
 *
 * @param given  leading tokens that have positions
 * @param leading leading tokens
 * @param stored side of the grid in the file
 * @param grid   side of the grid wanted
 */
record Positions(int given, int leading, int stored, int grid) {

  /**
   * @param leading   tokens before the patches
   * @param registers of them, at the end, registers
   */
  static Positions of(CommonTensors tensors, int leading, int registers, int patch, Settings settings) {
    int rows = tensors.ranked("pos_embed", 3).shape().get(1);
    List<Positions> fitting = new ArrayList<>();
    for (int given : new LinkedHashSet<>(List.of(leading, 0, leading - registers))) {
      int side = (int) Math.round(Math.sqrt(Math.max(0, rows - given)));
      if (side > 0 && side * side + given == rows) {
        fitting.add(new Positions(given, leading, side, side));
      }
    }
    String name = "tensor '" + tensors.raw("pos_embed").name() + "' of " + tensors.file();
    if (fitting.isEmpty()) {
      throw new InputException(name + " has " + rows + " positions; allowed: " + leading
          + " more than a square number of patches" + (leading > 0 ? ", or as many as patches" : ""));
    }
    OptionalInt asked = settings.imageSize();
    Optional<Stated<Integer>> stated = settings.facts().get(Fact.IMAGE_SIZE);
    Optional<Positions> chosen = stated.flatMap(s -> side(fitting, s.value(), patch))
        .or(() -> asked.isPresent() ? side(fitting, asked.getAsInt(), patch) : Optional.empty());
    if (chosen.isEmpty() && fitting.stream().map(Positions::stored).distinct().count() > 1) {
      Set<Integer> sizes = new TreeSet<>();
      fitting.forEach(p -> sizes.add(p.stored * patch));
      throw new InputException(name + " has " + rows + " positions with " + leading
          + " leading tokens, which fit images of any of the sizes " + sizes + "; state the size by --image-size");
    }
    Positions positions = chosen.orElse(fitting.get(0));
    if (chosen.isEmpty() && stated.isPresent() && asked.isEmpty()) {
      throw new InputException(name + " has positions for images of " + positions.stored * patch + "x"
          + positions.stored * patch + ", but " + stated.get().source() + " states " + stated.get().value()
          + "; state the size that is wanted by --image-size");
    }
    return positions.wanted(asked, patch, tensors);
  }

  private static Optional<Positions> side(List<Positions> fitting, int size, int patch) {
    return fitting.stream().filter(p -> p.stored * patch == size).findFirst();
  }

  private Positions wanted(OptionalInt asked, int patch, CommonTensors tensors) {
    if (asked.isEmpty() || asked.getAsInt() == stored * patch) {
      return this;
    }
    if (asked.getAsInt() < patch || asked.getAsInt() % patch != 0) {
      throw new InputException("--image-size is " + asked.getAsInt() + "; allowed: a multiple of the patch size " + patch);
    }
    if (rule(tensors) == Resampling.NONE) {
      throw new InputException(tensors.file() + " has positions for images of " + stored * patch + "x" + stored * patch
          + "; how " + tensors.naming().title() + " brings them to --image-size " + asked.getAsInt()
          + " is not known here; leave the option out");
    }
    return new Positions(given, leading, stored, asked.getAsInt() / patch);
  }

  private static Resampling rule(CommonTensors tensors) {
    return Resampling.of(tensors.naming().resample(), tensors.has("reg_token"));
  }

  boolean resampled() {
    return grid != stored;
  }

  /** One position for every token, row-major [leading + grid², width]. */
  Supplier<float[]> table(CommonTensors tensors, int width) {
    Supplier<float[]> file = tensors.take("pos_embed", 1, given + stored * stored, width);
    Resampling rule = rule(tensors);
    return () -> {
      float[] rows = file.get();
      float[] patches = new float[stored * stored * width];
      System.arraycopy(rows, given * width, patches, 0, patches.length);
      if (resampled()) {
        patches = PositionResampling.apply(patches, stored, grid, width, rule);
      }
      float[] all = new float[leading * width + patches.length];
      System.arraycopy(rows, 0, all, 0, given * width);
      System.arraycopy(patches, 0, all, leading * width, patches.length);
      return all;
    };
  }
}
