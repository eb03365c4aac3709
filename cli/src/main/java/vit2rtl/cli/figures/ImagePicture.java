package vit2rtl.cli.figures;

import java.util.Base64;
import vit2rtl.golden.data.Image;

/** An image of a data set as the source of an HTML image. */
public final class ImagePicture {
  private ImagePicture() {}

  /** A square PNG with {@code side} pixels. */
  public static String source(Image image, int side) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(HeatMap.plain(image, side));
  }
}
