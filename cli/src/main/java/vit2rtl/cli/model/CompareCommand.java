package vit2rtl.cli.model;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.cli.arguments.CalibrationArguments;
import vit2rtl.cli.arguments.CheckpointArguments;
import vit2rtl.cli.arguments.FleetArguments;
import vit2rtl.cli.arguments.ImageArguments;
import vit2rtl.cli.output.Evaluations;
import vit2rtl.cli.output.Outputs;
import vit2rtl.cli.output.Progress;
import vit2rtl.cli.output.WhenStopped;
import vit2rtl.golden.InputException;
import vit2rtl.golden.calibration.Calibration;
import vit2rtl.golden.compare.Candidate;
import vit2rtl.golden.compare.Comparison;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.data.PortableImages;
import vit2rtl.golden.eval.Evaluation;
import vit2rtl.golden.eval.FloatClassifier;
import vit2rtl.golden.network.IntegerNetwork;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.vit.Checkpoint;

/** {@code compare}: the paper's comparison table on one's own network and images. */
@Command(name = "compare", mixinStandardHelpOptions = true,
    description = "Quantises a checkpoint in every way of the paper's comparison table and evaluates each, integers"
        + " only, against the float model.")
public final class CompareCommand implements Callable<Integer> {
  @Mixin
  private CheckpointArguments checkpoint;

  @Mixin
  private CalibrationArguments calibration;

  @Mixin
  private ImageArguments data;

  @Option(names = "--json", paramLabel = "R.json", description = "Also write the table as JSON.")
  private Path json;

  @Mixin
  private FleetArguments fleet;

  @Override
  public Integer call() {
    Outputs.files(json);
    fleet.check();
    if (!checkpoint.given()) {
      throw new InputException("compare needs --checkpoint F.safetensors, the model to quantise,"
          + " or the word 'embedded'");
    }
    Checkpoint network = checkpoint.open();
    Images calibrationImages = calibration.open(network.imageFormat());
    if (fleet.given()) {
      PortableImages portable = data.portable(network.imageFormat());
      return fleet.run(CompareShards.work(checkpoint.source(network), network, calibrate(network, calibrationImages),
          calibrationImages.size(), portable)).map(results -> CompareShards.report(results, json)).orElse(0);
    }
    Images images = data.open(network.imageFormat(), Integer.MAX_VALUE);
    Calibration seen = calibrate(network, calibrationImages);
    CompareReport report = new CompareReport(network.file(), calibrationImages.size());
    report.begin(images.size());
    try (WhenStopped kept = WhenStopped.tell(() -> report.stopped(1 + Candidate.paper().size(), json))) {
      rows(network, seen, images, report);
    }
    return 0;
  }

  private void rows(Checkpoint network, Calibration seen, Images images, CompareReport report) {
    Evaluation exact = Evaluations.run("float", images, new FloatClassifier(network.network()));
    report.add(CompareReport.floats(exact));
    report.write(json);
    for (Candidate candidate : Candidate.paper()) {
      IntegerNetwork integer = Quantizer.compile(network, seen, candidate.options()).network();
      Evaluation result = Evaluations.run(candidate.name(), images, integer);
      report.add(new Comparison(candidate.name(), candidate.bits(), result, exact.agreement(result)));
      // Anew with every row, so that a run that is stopped has left what it had.
      report.write(json);
    }
  }

  private static Calibration calibrate(Checkpoint network, Images images) {
    try (ProgressBar bar = Progress.bar("calibrate", images.size())) {
      return Calibration.run(network, images, bar::stepTo);
    }
  }
}
