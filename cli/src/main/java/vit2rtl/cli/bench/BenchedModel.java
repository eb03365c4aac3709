package vit2rtl.cli.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import vit2rtl.cli.arguments.ImageArguments;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.models.EmbeddedModel;
import vit2rtl.golden.models.SyntheticVit;
import vit2rtl.golden.vit.VitCheckpoint;

/**
 * A model that is measured.
 *
 * @param name       for the table
 * @param checkpoint its floats
 * @param images     what it runs
 */
record BenchedModel(String name, VitCheckpoint checkpoint, Images images) {
  private static final int SIDE = 224;
  private static final int PATCH = 16;
  private static final int CLASSES = 1000;
  private static final int MLP = 4;
  private static final int DEPTH = 12;

  /** Sizes by name: the embedded model, and ViTs for ImageNet with random weights. */
  enum Size {
    EMBEDDED(0, 0), TINY(192, 3), SMALL(384, 6), BASE(768, 12);

    private final int width;
    private final int heads;

    Size(int width, int heads) {
      this.width = width;
      this.heads = heads;
    }

    static Size named(String name) {
      return Arrays.stream(values()).filter(s -> s.label().equals(name)).findFirst().orElseThrow(() ->
          new InputException("bench golden: size '" + name + "'; allowed: " + Arrays.stream(values()).map(Size::label)
              .collect(Collectors.joining(", "))));
    }

    private String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** @param images where {@code data} says no number */
    BenchedModel open(ImageArguments data, int images) {
      if (this == EMBEDDED) {
        VitCheckpoint checkpoint = EmbeddedModel.checkpoint();
        return new BenchedModel(label(), checkpoint, data.open(checkpoint.shape().imageFormat(), images));
      }
      SyntheticVit random = new SyntheticVit(1,
          new SyntheticVit.Sizes(SIDE, PATCH, 3, width, DEPTH, heads, MLP * width, CLASSES, 1, true));
      return new BenchedModel("ViT-" + name().charAt(0) + label().substring(1), random.checkpoint(),
          SyntheticVit.images(2, images, 3, SIDE));
    }
  }
}
