package vit2rtl.golden.data;

import vit2rtl.golden.InputException;

/**
 * An image as the sensor gives it: unsigned bytes, channel after channel, row after row.
 *
 * @param channels 1 (grey) or 3 (red, green, blue)
 * @param height   rows
 * @param width    columns
 * @param pixels   {@code channels · height · width} bytes, each 0…255; not copied, not to be changed
 */
public record Image(int channels, int height, int width, byte[] pixels) {

  public Image {
    if (channels < 1 || height < 1 || width < 1 || (long) channels * height * width != pixels.length) {
      throw new InputException("an image of " + channels + " channels, " + height + " rows and " + width
          + " columns has " + pixels.length + " bytes; needed: " + (long) channels * height * width);
    }
  }

  /** The pixel, 0…255. */
  public int at(int channel, int y, int x) {
    return pixels[(channel * height + y) * width + x] & 0xFF;
  }

  /** The middle {@code side} by {@code side} pixels; where the margin is odd, the smaller half is above and left. */
  public Image centre(int side) {
    if (side == height && side == width) {
      return this;
    }
    if (side > height || side > width) {
      throw new InputException("an image of " + width + "x" + height + " pixels is too small to crop " + side + "x"
          + side + "; resize its shorter side to " + side + " or more");
    }
    return crop((height - side) / 2, (width - side) / 2, side);
  }

  /** {@code side} by {@code side} pixels from row {@code top} and column {@code left} on, all of them inside. */
  Image crop(int top, int left, int side) {
    byte[] crop = new byte[channels * side * side];
    for (int c = 0; c < channels; c++) {
      for (int y = 0; y < side; y++) {
        System.arraycopy(pixels, (c * height + top + y) * width + left, crop, (c * side + y) * side, side);
      }
    }
    return new Image(channels, side, side, crop);
  }
}
