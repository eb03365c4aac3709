package vit2rtl.cli.unit;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.prove.Contracts;
import vit2rtl.bench.prove.Proof;
import vit2rtl.bench.prove.ProofReport;
import vit2rtl.bench.prove.Prover;
import vit2rtl.bench.prove.cases.ProofCase;
import vit2rtl.bench.prove.cases.StreamCases;
import vit2rtl.bench.prove.cases.UnitCases;
import vit2rtl.cli.arguments.ForeignArguments;
import vit2rtl.cli.arguments.KeyValues;
import vit2rtl.cli.output.ExitCode;
import vit2rtl.cli.output.Outputs;
import vit2rtl.cli.output.Progress;
import vit2rtl.cli.output.WhenStopped;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.AtomicFile;
import vit2rtl.sim.tool.Tools;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/** {@code prove}: formal proofs of the emitted text. */
@Command(name = "prove", mixinStandardHelpOptions = true,
    description = "Proves by model checking (Yosys, ABC) that the emitted text keeps the rules of streams, loses and"
        + " invents no beat and comes to no standstill, and what it states itself, with reset at any time and registers"
        + " that hold anything at first. Exit code 1 where a property is refuted.")
public final class ProveCommand implements Callable<Integer> {
  private static final String ALL = "all";

  @Parameters(index = "0", arity = "0..1", paramLabel = "UNIT|DESIGN|all",
      description = "A unit; a component for streams, such as StreamFifo; all: every unit in a small size, and every"
          + " component.")
  private String what;

  @Option(names = "--set", paramLabel = "KEY=VALUE",
      description = "A setting of the unit; repeatable. 'vit2rtl generate UNIT --settings' lists them. Proofs of long"
          + " rows take long.")
  private List<String> set = List.of();

  @Mixin
  private ForeignArguments foreign;

  @Option(names = "--latency", paramLabel = "CYCLES",
      description = "Of --rtl, cycles from a beat to its result, nobody stalling; results must come within twice that, and"
          + " where a unit needs whole rows twice a row more. Default: the unit's own.")
  private Integer latency;

  @Option(names = "--depth", defaultValue = "60",
      description = "Cycles from reset on in which a property is looked at that is not proven for all time."
          + " Default: ${DEFAULT-VALUE}.")
  private int depth;

  @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "60",
      description = "Processor time per property for a proof for all time; four times that for --depth."
          + " Default: ${DEFAULT-VALUE}.")
  private int timeout;

  @Option(names = "--json", paramLabel = "F", description = "Write the proofs as JSON.")
  private Path json;

  @Option(names = "--traces", paramLabel = "DIR", defaultValue = "proofs",
      description = "Where the waves (VCD) of a run go that breaks a property. Default: ${DEFAULT-VALUE}.")
  private Path traces;

  @Override
  public Integer call() {
    Outputs.files(json);
    Outputs.folders(traces);
    if (depth < 1 || timeout < 1) {
      throw new InputException("prove: --depth " + depth + " --timeout " + timeout + "; allowed: 1 or more of each");
    }
    List<Prover> provers = provers(new Prover.Limits(depth, timeout));
    Tools.YOSYS.requireInstalled();
    Tools.YOSYS_ABC.requireInstalled();
    System.out.println(ProofReport.header());
    List<Proof> proofs = new CopyOnWriteArrayList<>();
    try (WhenStopped kept = WhenStopped.tell(() -> stopped(proofs))) {
      for (Prover each : provers) {
        each.run(Optional.of(traces), proof -> {
          proofs.add(proof);
          System.out.println(ProofReport.line(proof));
        });
      }
    }
    report(proofs);
    return proofs.stream().anyMatch(proof -> proof.status() == Proof.Status.REFUTED) ? ExitCode.COMPARISON_FAILED : 0;
  }

  private void stopped(List<Proof> proofs) {
    Progress.say("stopped after " + proofs.size() + (proofs.size() == 1 ? " property" : " properties")
        + ", before all were asked for" + (json == null ? "" : "; " + json + " has them"));
    report(proofs);
  }

  private void report(List<Proof> proofs) {
    System.out.println(ProofReport.summary(proofs));
    if (json != null) {
      AtomicFile.write(json, ProofReport.json(proofs));
    }
  }

  private List<Prover> provers(Prover.Limits limits) {
    Map<String, String> settings = KeyValues.of("--set", set);
    boolean unit = UnitKinds.all().stream().anyMatch(kind -> kind.name().equals(what));
    if (unit && foreign.given()) {
      return List.of(elsewhere(settings, limits));
    }
    if (foreign.given() || latency != null) {
      throw new InputException("prove " + (what == null ? "" : what + " ") + "with "
          + (foreign.given() ? "--rtl" : "--latency") + "; allowed: prove UNIT --rtl FILES --top MODULE, with --latency"
          + " where it is not the unit's own");
    }
    return cases(settings).stream().map(each -> each.prover(limits)).toList();
  }

  /** RTL that was written elsewhere, with what the unit promises. */
  private Prover elsewhere(Map<String, String> settings, Prover.Limits limits) {
    UnitKind kind = UnitKinds.named(what);
    UnitConfig config = kind.config(Settings.of(kind, settings));
    UnitBench bench = foreign.inPlaceOf(Map.of(what, new UnitBench(config))).get(what);
    if (latency != null && latency < 0) {
      throw new InputException("prove: --latency " + latency + "; allowed: 0 or more");
    }
    return new Prover(what + foreign.asArguments(), bench.design(),
        latency == null ? Contracts.of(config) : Contracts.of(config, latency), limits);
  }

  private List<ProofCase> cases(Map<String, String> settings) {
    if (what == null) {
      throw new InputException("prove needs something to prove; there are " + known());
    }
    if (UnitKinds.all().stream().anyMatch(kind -> kind.name().equals(what))) {
      return List.of(UnitCases.of(UnitKinds.named(what), settings));
    }
    List<ProofCase> designs = what.equals(ALL) ? Stream.concat(UnitCases.all().stream(), StreamCases.all().stream())
        .toList() : StreamCases.all().stream().filter(each -> component(each).equals(what)).toList();
    if (designs.isEmpty()) {
      throw new InputException("there is nothing called '" + what + "' to prove; there are " + known());
    }
    if (!settings.isEmpty()) {
      throw new InputException("prove " + what + ": --set " + settings.keySet().iterator().next()
          + " is a setting of a unit; leave it out, or name a unit");
    }
    return designs;
  }

  private static String component(ProofCase each) {
    return each.name().replaceFirst(" .*", "");
  }

  private static String known() {
    return UnitKinds.names() + ", " + StreamCases.all().stream().map(ProveCommand::component).distinct()
        .collect(Collectors.joining(", ")) + ", " + ALL;
  }
}
