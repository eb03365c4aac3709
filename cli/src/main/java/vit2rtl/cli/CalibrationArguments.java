package vit2rtl.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import vit2rtl.golden.data.Datasets;
import vit2rtl.golden.data.ImageFormat;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.data.Purpose;
import vit2rtl.golden.vit.EmbeddedModel;

/** Images to calibrate with, as several commands take them. */
final class CalibrationArguments {
  private static final String USUAL_LIMIT = "256";

  @Option(names = "--calibration", paramLabel = "PATH", defaultValue = EmbeddedModel.WORD,
      description = "Images to calibrate with: a folder of JPEG and PNG files, an IDX file or a folder of IDX files, or the"
          + " word 'embedded'. Default: ${DEFAULT-VALUE}.")
  private String calibration;

  @Option(names = "--calibration-limit", paramLabel = "N", defaultValue = USUAL_LIMIT,
      description = "Only the first N of them. Default: ${DEFAULT-VALUE}.")
  private int limit;

  /** Opens them; what is skipped is said on standard error. */
  Images open(ImageFormat format) {
    return calibration.equals(EmbeddedModel.WORD)
        ? EmbeddedModel.calibrationImages(format).first(limit)
        : Datasets.open(Path.of(calibration), format, Purpose.CALIBRATION, limit, Progress::say);
  }
}
