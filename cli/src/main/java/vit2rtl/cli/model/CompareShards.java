package vit2rtl.cli.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vit2rtl.cli.output.Descriptions;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.calibration.Calibration;
import vit2rtl.golden.compare.Candidate;
import vit2rtl.golden.compare.Comparison;
import vit2rtl.golden.data.PortableImages;
import vit2rtl.golden.eval.Evaluation;
import vit2rtl.golden.fleet.WorkResults;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.vit.Checkpoint;
import vit2rtl.golden.work.CheckpointSource;
import vit2rtl.golden.work.ClassifierSource;
import vit2rtl.golden.work.EvalOutcome;
import vit2rtl.golden.work.EvalWork;
import vit2rtl.golden.work.ModelBytes;

/** {@code compare} in shards: an image goes through the float network and all integer ones, which are made here. */
public final class CompareShards {
  public static final String KIND = "compare";

  private CompareShards() {}

  static EvalWork work(CheckpointSource source, Checkpoint network, Calibration seen, int calibrationImages,
      PortableImages images) {
    List<ClassifierSource> sources = new ArrayList<>(List.of(source));
    ObjectNode description = new ObjectMapper().createObjectNode().put("model", network.file())
        .put("calibrationImages", calibrationImages);
    ArrayNode rows = description.putArray("rows");
    for (Candidate candidate : Candidate.paper()) {
      sources.add(ModelBytes.of(candidate.name(), Quantizer.compile(network, seen, candidate.options())));
      rows.addObject().put("name", candidate.name()).put("bits", candidate.bits());
    }
    return new EvalWork(KIND, sources, images, EvalWork.Digest.NONE, description.toString());
  }

  /** Prints the table and writes it where that was asked for; null where not. */
  public static int report(WorkResults results, Path json) {
    JsonNode description = Descriptions.read(results.head());
    EvalOutcome outcome = EvalOutcome.of(results);
    outcome.skipped().forEach(why -> Progress.say("skipped: " + why));
    CompareReport report = new CompareReport(description.path("model").asText(),
        description.path("calibrationImages").asInt());
    Evaluation exact = outcome.evaluations().get(0);
    report.begin(exact.images());
    report.add(CompareReport.floats(exact));
    for (int i = 1; i < outcome.evaluations().size(); i++) {
      JsonNode row = description.path("rows").get(i - 1);
      Evaluation result = outcome.evaluations().get(i);
      report.add(new Comparison(row.path("name").asText(), row.path("bits").asText(), result, exact.agreement(result)));
    }
    report.write(json);
    return 0;
  }
}
