package vit2rtl.golden.data;

import java.util.Optional;
import java.util.OptionalDouble;
import vit2rtl.golden.InputException;

/**
 * What the user says about images of other sizes, in timm's words; what is left out is timm's side file's, or timm's default.
 *
 * @param cropPct       an edge is resized to the model's divided by this, above 0 to 1, rounded down
 * @param interpolation filter
 * @param cropMode      which edges are resized
 */
public record ResizeOptions(OptionalDouble cropPct, Optional<ResizeFilter> interpolation, Optional<CropMode> cropMode) {
  /** Nothing. */
  public static final ResizeOptions NONE = new ResizeOptions(OptionalDouble.empty(), Optional.empty(), Optional.empty());

  /** timm's names. */
  public enum CropMode {
    /** The shorter edge. */
    CENTER,
    /** Both. */
    SQUASH
  }

  public ResizeOptions {
    if (cropPct.isPresent() && !(cropPct.getAsDouble() > 0 && cropPct.getAsDouble() <= 1)) {
      throw new InputException("--crop-pct " + cropPct.getAsDouble() + "; allowed: above 0 to 1, the share of a resized edge"
          + " that the image has");
    }
  }
}
