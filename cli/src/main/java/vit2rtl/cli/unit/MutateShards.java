package vit2rtl.cli.unit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import vit2rtl.bench.mutate.Effort;
import vit2rtl.bench.mutate.MutationReport;
import vit2rtl.bench.mutate.Verdict;
import vit2rtl.bench.work.MutateWork;
import vit2rtl.bench.work.UnitSource;
import vit2rtl.cli.output.Descriptions;
import vit2rtl.cli.output.ExitCode;
import vit2rtl.golden.fleet.WorkResults;
import vit2rtl.golden.io.AtomicFile;

/** {@code mutate} in shards: its work, and its report, which one process makes, too. */
public final class MutateShards {
  private MutateShards() {}

  /** @param command that does all in one process */
  static MutateWork work(UnitSource source, int mutants, long seed, Effort effort, String command) {
    return MutateWork.of(source, mutants, seed, effort, new ObjectMapper().createObjectNode().put("unit", source.kind())
        .put("command", command).toString());
  }

  /**
   * Prints what mutate prints.
   *
   * @param json file of the same, or null
   * @param page folder of the page of all mutants, or null
   */
  public static int report(WorkResults results, Path json, Path page) {
    JsonNode description = Descriptions.read(results.head());
    return report(description.path("unit").asText(), description.path("command").asText(),
        MutateWork.verdicts(results.units()), json, page);
  }

  static int report(String unit, String command, List<Verdict> verdicts, Path json, Path page) {
    verdicts.stream().filter(verdict -> verdict.status() == Verdict.Status.SURVIVED)
        .forEach(verdict -> System.out.println(MutationReport.survivor(verdict)));
    System.out.println(MutationReport.summary(unit, verdicts));
    if (json != null) {
      AtomicFile.write(json, MutationReport.json(unit, verdicts));
    }
    if (page != null) {
      MutantPage.write(page.resolve("mutants.html"), unit, command, verdicts);
    }
    return MutationReport.count(verdicts, Verdict.Status.SURVIVED) > 0 ? ExitCode.COMPARISON_FAILED : 0;
  }
}
