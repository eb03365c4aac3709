package vit2rtl.cli.unit;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.mutate.Campaign;
import vit2rtl.bench.mutate.Effort;
import vit2rtl.bench.mutate.Verdict;
import vit2rtl.bench.work.UnitSource;
import vit2rtl.cli.arguments.FleetArguments;
import vit2rtl.cli.arguments.ForeignArguments;
import vit2rtl.cli.arguments.LayerArguments;
import vit2rtl.cli.arguments.UnitArguments;
import vit2rtl.cli.output.Outputs;
import vit2rtl.cli.output.Progress;
import vit2rtl.cli.output.WhenStopped;
import vit2rtl.golden.InputException;
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
      description = "Seeds of 64 rows that every mutant meets, each under seven patterns of pauses. Default: ${DEFAULT-VALUE}.")
  private int seeds;

  @Option(names = "--more-rows", paramLabel = "N", defaultValue = "50000",
      description = "Rows that a mutant meets which the seeds let pass; of a unit that has no more than 2^20 different rows"
          + " every one of them, unless this is 0; and of rows with constants that are drawn, where the unit's can be"
          + " loaded. Default: ${DEFAULT-VALUE}.")
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

  @Option(names = "--json", paramLabel = "F", description = "Write the result as JSON.")
  private Path json;

  @Option(names = "--page", paramLabel = "FOLDER", description = "Write a page of all mutants, mutants.html.")
  private Path page;

  @Mixin
  private FleetArguments fleet;

  @Override
  public Integer call() {
    Outputs.files(json);
    Outputs.folders(page);
    if (mutants < 1 || mutants > MOST || seeds < 1 || moreRows < 0 || timeout < 1 || depth < 1
        || jobs != null && jobs < 1) {
      throw new InputException("mutate: --mutants " + mutants + " --seeds " + seeds + " --more-rows " + moreRows
          + " --timeout " + timeout + " --depth " + depth + (jobs == null ? "" : " --jobs " + jobs)
          + "; allowed: 1 to " + MOST + " mutants, 0 or more rows, 1 or more of the others");
    }
    fleet.check();
    if (fleet.cuts() && (foreign.given() || jobs != null)) {
      throw new InputException("mutate: --rtl and --jobs are of one process; leave them out, or --shard and --master");
    }
    return fleet.cuts() ? cut() : together();
  }

  private void requireTools() {
    Tools.YOSYS.requireInstalled();
    Tools.YOSYS_ABC.requireInstalled();
  }

  private String oneOf(Set<String> layers) {
    if (layers.size() > 1) {
      throw new InputException("mutate takes one layer, and the model has " + layers.size() + " that "
          + unit.kind().name() + " computes; name one with --place: " + String.join(", ", layers));
    }
    return layers.iterator().next();
  }

  /** In shards. */
  private int cut() {
    UnitSource source = layers.source(unit);
    String layer = oneOf(source.configs().keySet());
    requireTools();
    return fleet.run(MutateShards.work(source, mutants, seed, effort(), command(layer)))
        .map(results -> MutateShards.report(results, json, page)).orElse(0);
  }

  private int together() {
    Map<String, UnitBench> benches = foreign.inPlaceOf(layers.benches(unit));
    String layer = oneOf(benches.keySet());
    requireTools();
    Campaign campaign = new Campaign(benches.get(layer), mutants, seed, effort());
    String name = unit.kind().name();
    List<Verdict> soFar = new CopyOnWriteArrayList<>();
    List<Verdict> verdicts;
    try (ProgressBar bar = Progress.bar("mutate " + name, campaign.mutants().size());
        WhenStopped kept = WhenStopped.tell(() -> stopped(name, layer, soFar, campaign.mutants().size()))) {
      verdicts = campaign.run(fleet.resume(), verdict -> {
        soFar.add(verdict);
        bar.step();
      });
    }
    return MutateShards.report(name, command(layer), verdicts, json, page);
  }

  /** Those of an earlier run that --resume has are not among these. */
  private void stopped(String name, String layer, List<Verdict> soFar, int asked) {
    Progress.say("stopped after " + soFar.size() + " of " + asked + " mutants; " + fleet.resume()
        .map(folder -> folder + " has the verdicts, and the same command goes on from there")
        .orElse("with --resume DIR a run goes on from the verdicts that are there"));
    List<Verdict> ordered = soFar.stream().sorted(Comparator.comparingInt(verdict -> verdict.mutant().number())).toList();
    MutateShards.report(name, command(layer), ordered, json, page);
  }

  private Effort effort() {
    return new Effort(seeds, 64, moreRows, timeout, depth,
        jobs == null ? Runtime.getRuntime().availableProcessors() : jobs);
  }

  private String command(String layer) {
    return "./vit2rtl mutate " + unit.kind().name() + unit.settings().asArguments() + layers.asArguments(layer)
        + foreign.asArguments() + " --mutants " + mutants + " --seed " + seed;
  }
}
