package vit2rtl.cli.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.compare.Comparison;
import vit2rtl.golden.eval.Evaluation;
import vit2rtl.golden.eval.EvaluationFiles;

/** What {@code compare} says, row after row, whoever evaluated. */
final class CompareReport {
  private final String model;
  private final int calibrationImages;
  private final List<Comparison> table = new CopyOnWriteArrayList<>();

  CompareReport(String model, int calibrationImages) {
    this.model = model;
    this.calibrationImages = calibrationImages;
  }

  /** The float network's row. */
  static Comparison floats(Evaluation exact) {
    return new Comparison("float", "32/32/32", exact, 100);
  }

  void begin(int images) {
    System.out.printf("%s, calibrated on %d images, evaluated on %d%n", model, calibrationImages, images);
    System.out.print(Comparison.header());
  }

  void add(Comparison row) {
    table.add(row);
    System.out.print(row.line());
    System.out.flush();
  }

  /** A signal has ended the run; null where no file was asked for. */
  void stopped(int rows, Path json) {
    Progress.say("stopped after " + table.size() + " of " + rows + " rows" + (json == null ? "" : "; " + json + " has them")
        + "; with --resume DIR a run goes on from the images that are done");
    write(json, new ObjectMapper().createObjectNode().put("stopped", true));
  }

  /** Null where no file was asked for. */
  void write(Path json) {
    write(json, new ObjectMapper().createObjectNode());
  }

  private void write(Path json, ObjectNode root) {
    if (json == null) {
      return;
    }
    root.put("model", model);
    root.put("calibrationImages", calibrationImages);
    for (Comparison row : table) {
      ObjectNode node = root.withArrayProperty("methods").addObject();
      node.put("name", row.name()).put("bits", row.bits()).put("agreement", row.agreement());
      node.setAll(EvaluationFiles.json(row.result()));
    }
    EvaluationFiles.write(json, root);
  }
}
