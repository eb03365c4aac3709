package vit2rtl.bench.mutate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.mutate.TextMutants.Site;
import vit2rtl.bench.prove.Contracts;
import vit2rtl.bench.prove.Equivalence;
import vit2rtl.bench.prove.Prover;
import vit2rtl.bench.prove.Twins;

/** Mutants that a bench lets pass: whether they do the same as the original, chosen in the text that holds all of them. */
final class Survivors {
  private final UnitBench bench;
  private final NetlistMutants netlist;
  private final Map<Integer, Site> sites;
  private final Prover.Limits limits;
  private final List<String> lines;
  private final Map<Mutant.Origin, Twins> twins = new ConcurrentHashMap<>();
  /** Of which origins the original passes in the simulator of four values, so that failures there say something. */
  private final Map<Mutant.Origin, Boolean> fourValues = new ConcurrentHashMap<>();

  Survivors(UnitBench bench, NetlistMutants netlist, Map<Integer, Site> sites, Effort effort) {
    this.bench = bench;
    this.netlist = netlist;
    this.sites = sites;
    this.limits = new Prover.Limits(effort.proofDepth(), effort.proofSeconds());
    this.lines = bench.design().text().lines().toList();
  }

  /** What is known of a mutant that no run noticed. */
  Verdict verdict(Mutant mutant) {
    Equivalence.Answer answer = twins.computeIfAbsent(mutant.origin(), this::twins).answer(mutant.number(), limits);
    if (answer instanceof Equivalence.Equal equal) {
      return new Verdict(mutant, Verdict.Status.EQUIVALENT, equal.how());
    }
    Optional<String> seen = fourValues.computeIfAbsent(mutant.origin(),
        origin -> FourValues.canRun(bench, original(origin)))
        ? FourValues.failure(bench, alone(mutant)) : Optional.empty();
    if (seen.isPresent()) {
      return new Verdict(mutant, Verdict.Status.KILLED, "in a simulator of four values: " + seen.get());
    }
    return new Verdict(mutant, Verdict.Status.SURVIVED, answer instanceof Equivalence.Different different
        ? "a run of " + different.cycles() + " cycles tells it from the original"
        : "no run of " + ((Equivalence.Unknown) answer).cycles() + " cycles from reset on tells it from the original");
  }

  private Twins twins(Mutant.Origin origin) {
    return new Twins(Trials.with(bench.design(), origin == Mutant.Origin.TEXT ? Schema.of(lines, sites)
        : netlist.schema()), Schema.PORT, Contracts.of(bench.config()));
  }

  private String original(Mutant.Origin origin) {
    return origin == Mutant.Origin.TEXT ? bench.design().text() : netlist.original();
  }

  /** The text with one mutant in it, as it would be without the others. */
  private String alone(Mutant mutant) {
    if (mutant.origin() == Mutant.Origin.NETLIST) {
      return netlist.alone(mutant);
    }
    List<String> changed = new ArrayList<>(lines);
    changed.set(mutant.line() - 1, sites.get(mutant.number()).mutated(lines.get(mutant.line() - 1)));
    return String.join("\n", changed) + "\n";
  }
}
