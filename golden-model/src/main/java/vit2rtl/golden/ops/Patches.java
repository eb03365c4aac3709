package vit2rtl.golden.ops;

import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Image;

/**
 * Cuts an image into patches in row order; the pixels of a patch are ordered channel, row, column. Raw bytes, 0…255: the
 * pixel normalisation is folded into the patch embedding.
 *
 * @param channels  channels of an image
 * @param imageSize rows and columns of an image
 * @param patch     rows and columns of a patch
 */
public record Patches(int channels, int imageSize, int patch) {

  /** Row-major [patches, channels·patch·patch]. */
  public int[] apply(Image image) {
    if (image.channels() != channels || image.height() != imageSize || image.width() != imageSize) {
      throw new InputException("an image of " + image.channels() + " channels and " + image.width() + "x"
          + image.height() + " pixels; the model needs " + channels + " and " + imageSize + "x" + imageSize);
    }
    int[] rows = new int[image.pixels().length];
    int at = 0;
    for (int top = 0; top < imageSize; top += patch) {
      for (int left = 0; left < imageSize; left += patch) {
        for (int c = 0; c < channels; c++) {
          for (int y = top; y < top + patch; y++) {
            for (int x = left; x < left + patch; x++) {
              rows[at++] = image.at(c, y, x);
            }
          }
        }
      }
    }
    return rows;
  }
}
