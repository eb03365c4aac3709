package vit2rtl.cli.arguments;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.data.Datasets;
import vit2rtl.golden.data.ImageFormat;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.data.PortableImages;
import vit2rtl.golden.data.Purpose;
import vit2rtl.golden.models.EmbeddedModel;

/** Images, as several commands take them. */
public final class ImageArguments {
  @Option(names = "--data", paramLabel = "PATH", defaultValue = EmbeddedModel.WORD,
      description = "Folder of JPEG and PNG files (labels.csv beside them, or a subfolder for each class), IDX file or folder of IDX files, or the"
          + " word 'embedded'. Default: ${DEFAULT-VALUE}.")
  private String data;

  @Option(names = "--limit", paramLabel = "N", description = "Only the first N images.")
  private Integer limit;

  /** Opens them; what is skipped is said on standard error. */
  public Images open(ImageFormat format, int usualLimit) {
    int count = limit == null ? usualLimit : limit;
    return data.equals(EmbeddedModel.WORD)
        ? EmbeddedModel.testImages(format).first(count)
        : Datasets.open(Path.of(data), format, Purpose.EVALUATION, count, Progress::say);
  }

  /** All of them, or those of the limit, for processes that read them one by one. */
  public PortableImages portable(ImageFormat format) {
    int count = limit == null ? Integer.MAX_VALUE : limit;
    return data.equals(EmbeddedModel.WORD) ? PortableImages.of(EmbeddedModel.testImages(format).first(count), format)
        : PortableImages.open(Path.of(data), format, count, Progress::say);
  }

  /** What was given, as arguments. */
  public String asArguments() {
    return (data.equals(EmbeddedModel.WORD) ? "" : " --data " + data) + (limit == null ? "" : " --limit " + limit);
  }
}
