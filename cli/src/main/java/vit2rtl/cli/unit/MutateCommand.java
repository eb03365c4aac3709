package vit2rtl.cli.unit;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.mutate.Campaign;
import vit2rtl.bench.mutate.Effort;
import vit2rtl.bench.mutate.MutationReport;
import vit2rtl.bench.mutate.Verdict;
import vit2rtl.cli.arguments.ForeignArguments;
import vit2rtl.cli.arguments.LayerArguments;
import vit2rtl.cli.arguments.UnitArguments;
import vit2rtl.cli.output.ExitCode;
import vit2rtl.cli.output.Outputs;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.AtomicFile;
import vit2rtl.sim.tool.Tools;

/** {@code mutate}: faults put into a unit on purpose, each through the unit's bench. */
@Command(name = "mutate", mixinStandardHelpOptions = true,
    description = "Puts faults into a unit, one at a time (half of them into the emitted text, half into what Yosys makes"
        + " of it), and sends each through the unit's bench. What the bench does not notice goes to a proof that it"
        + " changes nothing; what is neither is named with its place. Exit code 1 where a mutant survives.")
public final class MutateCommand implements Callable<Integer> {
  private static final int MOST = 20_000;

  @Mixin
  private UnitArguments unit;

  @Option(names = "--mutants", paramLabel = "N", defaultValue = "300",
      description = "How many. Default: ${DEFAULT-VALUE}.")
  private int mutants;

  @Option(names = "--seed", defaultValue = "1",
      description = "Decides which mutants, and which rows they meet. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin
  private LayerArguments layers;

  @Mixin
  private ForeignArguments foreign;

  @Option(names = "--seeds", defaultValue = "10",
      description = "Seeds of 64 rows that every mutant meets, each under six patterns of pauses. Default: ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(names = "--more-rows", paramLabel = "N", defaultValue = "50000",
      description = "Rows that a mutant meets which the seeds let pass. Default: ${DEFAULT-VALUE}.")
  private int moreRows;

  @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "20",
      description = "Processor time for a proof that a mutant changes nothing. Default: ${DEFAULT-VALUE}.")
  private int timeout;

  @Option(names = "--depth", defaultValue = "40",
      description = "Cycles in which a difference is looked for where no proof is found. Default: ${DEFAULT-VALUE}.")
  private int depth;

  @Option(names = "--jobs", paramLabel = "N",
      description = "Mutants that are looked at at the same time. Default: the number of processors.")
  private Integer jobs;

  @Option(names = "--resume", paramLabel = "FOLDER",
      description = "Keep verdicts here as they come, and take those that are here already.")
  private Path resume;

  @Option(names = "--json", paramLabel = "F", description = "Write the result as JSON.")
  private Path json;

  @Option(names = "--out", paramLabel = "FOLDER", description = "Write a page of all mutants, mutants.html.")
  private Path out;

  @Override
  public Integer call() {
    Outputs.files(json);
    Outputs.folders(out, resume);
    if (mutants < 1 || mutants > MOST || seeds < 1 || moreRows < 0 || timeout < 1 || depth < 1
        || jobs != null && jobs < 1) {
      throw new InputException("mutate: --mutants " + mutants + " --seeds " + seeds + " --more-rows " + moreRows
          + " --timeout " + timeout + " --depth " + depth + (jobs == null ? "" : " --jobs " + jobs)
          + "; allowed: 1 to " + MOST + " mutants, 0 or more rows, 1 or more of the others");
    }
    Map<String, UnitBench> benches = foreign.inPlaceOf(layers.benches(unit));
    if (benches.size() > 1) {
      throw new InputException("mutate takes one layer, and the model has " + benches.size() + " that "
          + unit.kind().name() + " computes; name one with --place: " + String.join(", ", benches.keySet()));
    }
    Tools.YOSYS.requireInstalled();
    Tools.YOSYS_ABC.requireInstalled();
    Map.Entry<String, UnitBench> one = benches.entrySet().iterator().next();
    return campaign(one.getKey(), one.getValue());
  }

  private int campaign(String layer, UnitBench bench) {
    Effort effort = new Effort(seeds, 64, moreRows, timeout, depth,
        jobs == null ? Runtime.getRuntime().availableProcessors() : jobs);
    Campaign campaign = new Campaign(bench, mutants, seed, effort);
    String name = unit.kind().name();
    List<Verdict> verdicts;
    try (ProgressBar bar = Progress.bar("mutate " + name, campaign.mutants().size())) {
      verdicts = campaign.run(Optional.ofNullable(resume), verdict -> bar.step());
    }
    verdicts.stream().filter(verdict -> verdict.status() == Verdict.Status.SURVIVED)
        .forEach(verdict -> System.out.println(MutationReport.survivor(verdict)));
    System.out.println(MutationReport.summary(name, verdicts));
    if (json != null) {
      AtomicFile.write(json, MutationReport.json(name, verdicts));
    }
    if (out != null) {
      MutantPage.write(out.resolve("mutants.html"), name, "./vit2rtl mutate " + name + unit.settings().asArguments()
          + layers.asArguments(layer) + foreign.asArguments() + " --mutants " + mutants + " --seed " + seed, verdicts);
    }
    return MutationReport.count(verdicts, Verdict.Status.SURVIVED) > 0 ? ExitCode.COMPARISON_FAILED : 0;
  }
}
