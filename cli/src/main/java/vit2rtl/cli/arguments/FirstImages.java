package vit2rtl.cli.arguments;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.data.ImageFormat;
import vit2rtl.golden.data.Images;

/** How many images of those that {@link ImageArguments} names go through a whole network: {@code --images N}. */
public final class FirstImages {
  private static final int USUAL = 2;

  @Option(names = "--images", paramLabel = "N", description = "As --limit: the first N images. Default: 2.")
  private Integer images;

  /** Refuses a number below 1, before any work. */
  public void require(String command) {
    if (images != null && images < 1) {
      throw new InputException(command + ": --images " + images + "; allowed: 1 or more images");
    }
  }

  /** The images themselves, no more than there are. */
  public List<Image> of(ImageArguments data, ImageFormat format) {
    Images some = some(data, format);
    return IntStream.range(0, some.size()).mapToObj(some::image).toList();
  }

  /** The same as a set. */
  public Images some(ImageArguments data, ImageFormat format) {
    Images source = data.open(format, Optional.ofNullable(images).orElse(USUAL));
    return images == null ? source : source.first(images);
  }
}
