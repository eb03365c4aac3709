package vit2rtl.bench.mutate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.mutate.TextMutants.Site;
import vit2rtl.bench.prove.Contract;
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
  private final Map<Mutant.Origin, Twins> anyLoads = new ConcurrentHashMap<>();
  private final Map<Mutant.Origin, Twins> legalLoads = new ConcurrentHashMap<>();
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
    Equivalence.Answer answer = compared(mutant);
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

  /** With any loads at any time, which decides most; then with those that are allowed. */
  private Equivalence.Answer compared(Mutant mutant) {
    Contract unit = Contracts.of(bench.config());
    Equivalence.Answer any = anyLoads.computeIfAbsent(mutant.origin(), origin -> twins(origin,
        new Contract(unit.rows(), List.of(), List.of(), unit.givens()))).answer(mutant.number(), limits);
    Optional<Contract> legal = LegalLoads.of(bench.config(), unit);
    if (any instanceof Equivalence.Equal || legal.isEmpty()) {
      return any;
    }
    Equivalence.Answer allowed = legalLoads.computeIfAbsent(mutant.origin(), origin -> twins(origin, legal.get()))
        .answer(mutant.number(), limits);
    return allowed instanceof Equivalence.Equal equal ? new Equivalence.Equal(equal.how() + ", behind loads that are allowed")
        : allowed;
  }

  private Twins twins(Mutant.Origin origin, Contract contract) {
    return new Twins(Trials.with(bench.design(), origin == Mutant.Origin.TEXT ? Schema.of(lines, sites)
        : netlist.schema()), Schema.PORT, contract);
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
