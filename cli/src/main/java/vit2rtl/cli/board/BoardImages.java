package vit2rtl.cli.board;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Datasets;
import vit2rtl.golden.data.ImageFormat;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.data.Purpose;
import vit2rtl.golden.models.EmbeddedModel;

/** Images for a network on a board. */
final class BoardImages {
  private static final int USUAL_IMAGES = 10;

  @Option(names = "--image", paramLabel = "FILE", arity = "1..*",
      description = "JPEG or PNG files for a network on the board.")
  private List<Path> files = List.of();

  @Option(names = "--data", paramLabel = "PATH",
      description = "Images for a network on the board: a folder or IDX file, as eval takes them, or the word 'embedded'.")
  private String data;

  @Option(names = "--limit", paramLabel = "N",
      description = "Only the first N images of --data. Default: " + USUAL_IMAGES + ".")
  private Integer limit;

  /** Whether any were asked for. */
  boolean areGiven() {
    return !files.isEmpty() || data != null || limit != null;
  }

  /** What was asked for, the embedded ones where nothing was. */
  Images open(ImageFormat format) {
    if (!files.isEmpty() && (data != null || limit != null)) {
      throw new InputException("board: --image with --data or --limit; allowed: one of them");
    }
    int count = limit == null ? USUAL_IMAGES : limit;
    return !files.isEmpty() ? Datasets.files(files, format, Progress::say)
        : data == null || data.equals(EmbeddedModel.WORD) ? EmbeddedModel.testImages(format).first(count)
        : Datasets.open(Path.of(data), format, Purpose.EVALUATION, count, Progress::say);
  }
}
