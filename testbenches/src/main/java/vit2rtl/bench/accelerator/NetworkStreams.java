package vit2rtl.bench.accelerator;

import java.util.List;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.rtl.Accelerator;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.vit.VitShape;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.dut.StreamSource;

/** What goes into an accelerator: constants and pixels as streams. */
public record NetworkStreams(AcceleratorConfig config) {

  /** The constant stream of one image, sent anew for each of so many images. */
  public StreamSource constants(byte[] stream, int images, StallPattern stalls) {
    int size = Accelerator.elementBytes(config);
    int count = stream.length / size;
    int[] data = new int[Math.multiplyExact(count, images)];
    for (int i = 0; i < count; i++) {
      int value = 0;
      for (int b = size - 1; b >= 0; b--) {
        value = value << 8 | stream[i * size + b] & 0xFF;
      }
      for (int image = 0; image < images; image++) {
        data[image * count + i] = value;
      }
    }
    return new StreamSource("constants", data, config.inner() / size, stalls);
  }

  /** Pixels by row, column, channel. */
  public StreamSource pixels(List<Image> images, StallPattern stalls) {
    int[] data = pixels(config.shape(), images);
    return new StreamSource("pixels", data, data.length / images.size(), stalls);
  }

  /** Pixels of images for a network of a shape, by row, column, channel. */
  public static int[] pixels(VitShape shape, List<Image> images) {
    int side = shape.imageSize();
    int channels = shape.channels();
    int[] data = new int[images.size() * side * side * channels];
    int at = 0;
    for (Image image : images) {
      require(image, side, channels);
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          for (int c = 0; c < channels; c++) {
            data[at++] = image.at(c, y, x);
          }
        }
      }
    }
    return data;
  }

  private static void require(Image image, int side, int channels) {
    if (image.height() != side || image.width() != side || image.channels() != channels) {
      throw new InputException("an image of " + image.height() + "x" + image.width() + " pixels and " + image.channels()
          + " channels for a network of " + side + "x" + side + " pixels and " + channels + " channels; scale it");
    }
  }
}
