package vit2rtl.golden.vit;

import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Image;

/**
 * Patches of an image in row order, normalised; the pixels of a patch are ordered channel, row, column.
 *
 * @param channels  channels of an image
 * @param imageSize rows and columns of an image
 * @param patch     rows and columns of a patch
 * @param norm      how pixels become numbers
 */
public record FloatPatches(int channels, int imageSize, int patch, PixelNorm norm) {

  /** Row-major [patches, channels·patch·patch]; an image of another form is refused. */
  public float[] apply(Image image) {
    if (image.channels() != channels || image.height() != imageSize || image.width() != imageSize) {
      throw new InputException("an image of " + image.channels() + " channels and " + image.width() + "x"
          + image.height() + " pixels; the model needs " + channels + " and " + imageSize + "x" + imageSize);
    }
    float[] values = new float[channels * imageSize * imageSize];
    int at = 0;
    for (int top = 0; top < imageSize; top += patch) {
      for (int left = 0; left < imageSize; left += patch) {
        for (int c = 0; c < channels; c++) {
          for (int y = top; y < top + patch; y++) {
            for (int x = left; x < left + patch; x++) {
              values[at++] = (float) norm.apply(c, image.at(c, y, x));
            }
          }
        }
      }
    }
    return values;
  }
}
