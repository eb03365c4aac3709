package vit2rtl.cli.arguments;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Datasets;
import vit2rtl.golden.data.ImageFormat;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.data.Purpose;
import vit2rtl.golden.models.EmbeddedModel;

/** Images to calibrate with, as several commands take them. */
public final class CalibrationArguments {
  private static final String USUAL_LIMIT = "1024";

  @Option(names = "--calibration", paramLabel = "PATH",
      description = "Images to calibrate with: a folder of JPEG and PNG files, an IDX file or a folder of IDX files,"
          + " or the word 'embedded'. Labels are not needed.")
  private String calibration;

  @Option(names = "--calibration-limit", paramLabel = "N", defaultValue = USUAL_LIMIT,
      description = "Only the first N of them. Default: ${DEFAULT-VALUE}.")
  private int limit;

  public boolean given() {
    return calibration != null;
  }

  /** How many of them calibrate. */
  public int limit() {
    if (limit < 1) {
      throw new InputException("--calibration-limit is " + limit + "; allowed: 1 or more");
    }
    return limit;
  }

  /** Opens them, the embedded ones where none were named; what is skipped is said on standard error. */
  public Images open(ImageFormat format) {
    return open(format, limit);
  }

  /** The same with a limit of the command's own. */
  public Images open(ImageFormat format, int count) {
    return calibration == null || calibration.equals(EmbeddedModel.WORD)
        ? EmbeddedModel.calibrationImages(format).first(count)
        : Datasets.open(Path.of(calibration), format, Purpose.CALIBRATION, count, Progress::say);
  }
}
