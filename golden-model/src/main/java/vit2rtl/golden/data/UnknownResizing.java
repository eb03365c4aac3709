package vit2rtl.golden.data;

import vit2rtl.golden.InputException;

/**
 * What a side file says of images of other sizes cannot be done here; they are refused, those of the model's size are not.
 *
 * @param reason who says what, and what is allowed
 */
public record UnknownResizing(String reason) implements Resizing {

  @Override
  public Image fit(Image image, int side) {
    if (image.height() == side && image.width() == side) {
      return image;
    }
    throw new InputException("an image of " + image.width() + "x" + image.height() + " pixels for a model that takes " + side
        + "x" + side + ": " + reason);
  }

  @Override
  public String description(int side) {
    return "refused: " + reason;
  }
}
