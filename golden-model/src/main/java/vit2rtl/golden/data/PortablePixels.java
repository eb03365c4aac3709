package vit2rtl.golden.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import vit2rtl.golden.fleet.Sha256;

/** Pixels, labels and names of some images. */
record PortablePixels(int channels, int side, byte[] pixels, int[] labels, String[] names) implements PortableImages {

  static PortablePixels of(Images images, ImageFormat format) {
    int bytes = format.channels() * format.side() * format.side();
    byte[] pixels = new byte[Math.multiplyExact(bytes, images.size())];
    for (int i = 0; i < images.size(); i++) {
      System.arraycopy(images.image(i).pixels(), 0, pixels, i * bytes, bytes);
    }
    return new PortablePixels(format.channels(), format.side(), pixels,
        IntStream.range(0, images.size()).map(images::label).toArray(),
        IntStream.range(0, images.size()).mapToObj(images::name).toArray(String[]::new));
  }

  @Override
  public String digest() {
    return new Sha256().bytes(pixels).text(Arrays.toString(labels)).text(Arrays.toString(names)).hex();
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public Image image(int index) {
    int bytes = channels * side * side;
    return new Image(channels, side, side, Arrays.copyOfRange(pixels, index * bytes, (index + 1) * bytes));
  }

  @Override
  public int label(int index) {
    return labels[index];
  }

  @Override
  public String name(int index) {
    return names[index];
  }
}
