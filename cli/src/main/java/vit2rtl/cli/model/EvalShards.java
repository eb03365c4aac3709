package vit2rtl.cli.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vit2rtl.cli.output.Descriptions;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.data.PortableImages;
import vit2rtl.golden.eval.Evaluation;
import vit2rtl.golden.fleet.WorkResults;
import vit2rtl.golden.work.CheckpointSource;
import vit2rtl.golden.work.ClassifierSource;
import vit2rtl.golden.work.EvalOutcome;
import vit2rtl.golden.work.EvalWork;
import vit2rtl.golden.work.ModelBytes;

/** {@code eval} in shards: its work, and its report from their results. */
public final class EvalShards {
  public static final String KIND = "eval";

  private EvalShards() {}

  /** {@code model} is null where only the float model is asked for. */
  static EvalWork work(Path model, Optional<CheckpointSource> checkpoint, PortableImages images, EvalWork.Digest digest) {
    List<ClassifierSource> sources = new ArrayList<>();
    ObjectNode description = new ObjectMapper().createObjectNode();
    checkpoint.ifPresent(source -> {
      sources.add(source);
      description.put("float", source.file());
    });
    if (model != null) {
      sources.add(ModelBytes.of(model));
      description.put("integers", model.toString());
    }
    return new EvalWork(KIND, sources, images, digest, description.toString());
  }

  /** Prints what eval prints and writes the files that were asked for; nulls were not. */
  public static int report(WorkResults results, Path predictions, Path json) {
    JsonNode names = Descriptions.read(results.head());
    EvalOutcome outcome = EvalOutcome.of(results);
    outcome.skipped().forEach(why -> Progress.say("skipped: " + why));
    Optional<Evaluation> exact = Optional.empty();
    Optional<Evaluation> integers = Optional.empty();
    if (names.has("float")) {
      exact = Optional.of(outcome.evaluations().get(0));
      EvalReport.print(EvalReport.floats(names.get("float").asText()), exact.get(), "");
    }
    if (names.has("integers")) {
      integers = Optional.of(outcome.evaluations().get(outcome.evaluations().size() - 1));
      EvalReport.print(EvalReport.integers(names.get("integers").asText()), integers.get(), "");
    }
    EvalReport report = new EvalReport(names.path(names.has("integers") ? "integers" : "float").asText(), exact, integers);
    report.printAgreement();
    report.finish(outcome.digest(), predictions, json);
    return 0;
  }
}
