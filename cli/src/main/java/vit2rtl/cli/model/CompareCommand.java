package vit2rtl.cli.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.cli.arguments.CalibrationArguments;
import vit2rtl.cli.arguments.CheckpointArguments;
import vit2rtl.cli.arguments.ImageArguments;
import vit2rtl.cli.output.Outputs;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.InputException;
import vit2rtl.golden.calibration.Calibration;
import vit2rtl.golden.compare.Candidate;
import vit2rtl.golden.compare.Comparison;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.eval.Classifier;
import vit2rtl.golden.eval.Evaluation;
import vit2rtl.golden.eval.EvaluationFiles;
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

  @Override
  public Integer call() {
    Outputs.files(json);
    if (!checkpoint.given()) {
      throw new InputException("compare needs --checkpoint F.safetensors, the model to quantise,"
          + " or the word 'embedded'");
    }
    Checkpoint network = checkpoint.open();
    Images calibrationImages = calibration.open(network.imageFormat());
    Images images = data.open(network.imageFormat(), Integer.MAX_VALUE);
    Calibration seen;
    try (ProgressBar bar = Progress.bar("calibrate", calibrationImages.size())) {
      seen = Calibration.run(network, calibrationImages, bar::stepTo);
    }
    System.out.printf("%s, calibrated on %d images, evaluated on %d%n", network.file(), calibrationImages.size(),
        images.size());
    System.out.print(Comparison.header());
    Evaluation exact = evaluate("float", images, new FloatClassifier(network.network()));
    List<Comparison> table = new ArrayList<>();
    table.add(print(new Comparison("float", "32/32/32", exact, 100)));
    write(network, calibrationImages, table);
    for (Candidate candidate : Candidate.paper()) {
      IntegerNetwork integer = Quantizer.compile(network, seen, candidate.options()).network();
      Evaluation result = evaluate(candidate.name(), images, integer);
      table.add(print(new Comparison(candidate.name(), candidate.bits(), result, exact.agreement(result))));
      write(network, calibrationImages, table);
    }
    return 0;
  }

  /** Anew with every row, so that a run that is stopped has left what it had. */
  private void write(Checkpoint network, Images calibrationImages, List<Comparison> table) {
    if (json != null) {
      EvaluationFiles.write(json, json(network, calibrationImages, table));
    }
  }

  private static Evaluation evaluate(String task, Images images, Classifier classifier) {
    try (ProgressBar bar = Progress.bar(task, images.size())) {
      return Evaluation.run(images, classifier, done -> bar.step());
    }
  }

  private static Comparison print(Comparison row) {
    System.out.print(row.line());
    System.out.flush();
    return row;
  }

  private static ObjectNode json(Checkpoint network, Images calibration, List<Comparison> table) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("model", network.file());
    root.put("calibrationImages", calibration.size());
    for (Comparison row : table) {
      ObjectNode node = root.withArrayProperty("methods").addObject();
      node.put("name", row.name()).put("bits", row.bits()).put("agreement", row.agreement());
      node.setAll(EvaluationFiles.json(row.result()));
    }
    return root;
  }
}
