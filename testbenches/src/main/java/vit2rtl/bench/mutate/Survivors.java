package vit2rtl.bench.mutate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.mutate.TextMutants.Site;
import vit2rtl.bench.prove.Contracts;
import vit2rtl.bench.prove.Equivalence;
import vit2rtl.bench.prove.Equivalence.Pins;
import vit2rtl.bench.prove.Prover;

/**
 * Mutants that a bench lets pass: whether they do the same as the original, first of all as the module that they are in,
 * whatever surrounds it, then as the whole unit.
 */
final class Survivors {
  private final UnitBench bench;
  private final NetlistMutants netlist;
  private final Map<Integer, Site> sites;
  private final Prover.Limits limits;
  private final List<String> lines;
  private final Map<String, Pins> modules;
  private String originalNetlist;

  Survivors(UnitBench bench, NetlistMutants netlist, Map<Integer, Site> sites, Effort effort) {
    this.bench = bench;
    this.netlist = netlist;
    this.sites = sites;
    this.limits = new Prover.Limits(effort.proofDepth(), effort.proofSeconds());
    this.lines = bench.design().text().lines().toList();
    this.modules = !bench.isOwn() ? Map.of() : TextModule.of(lines).stream().collect(Collectors.toMap(TextModule::name, Survivors::pins));
  }

  private static Pins pins(TextModule module) {
    Map<String, Integer> in = new LinkedHashMap<>();
    Map<String, Integer> out = new LinkedHashMap<>();
    module.signals().forEach((name, signal) -> {
      if (signal.direction() == TextModule.Direction.IN) {
        in.put(name, signal.width());
      } else if (signal.direction() == TextModule.Direction.OUT) {
        out.put(name, signal.width());
      }
    });
    return new Pins(module.name(), in, out);
  }

  /** What is known of a mutant that no run noticed. */
  Verdict verdict(Mutant mutant) {
    boolean text = mutant.origin() == Mutant.Origin.TEXT;
    String original = text ? bench.design().text() : originalNetlist();
    String mutated = text ? mutated(mutant) : netlist.alone(mutant.number() - 1 - sites.size());
    Pins module = modules.get(mutant.module());
    boolean inner = module != null && !mutant.module().equals(bench.design().topName());
    if (inner && Equivalence.ofModules(module, original, mutated, limits) instanceof Equivalence.Equal) {
      return new Verdict(mutant, Verdict.Status.EQUIVALENT, "as module " + mutant.module());
    }
    Equivalence.Answer whole = Equivalence.ofDesigns(bench.design(), original, mutated, Contracts.of(bench.config()),
        limits);
    if (whole instanceof Equivalence.Equal) {
      return new Verdict(mutant, Verdict.Status.EQUIVALENT, "as a unit");
    }
    Optional<String> seen = FourValues.canRun(bench, original) ? FourValues.failure(bench, mutated) : Optional.empty();
    if (seen.isPresent()) {
      return new Verdict(mutant, Verdict.Status.KILLED, "in a simulator of four values: " + seen.get());
    }
    return new Verdict(mutant, Verdict.Status.SURVIVED, whole instanceof Equivalence.Different different
        ? "a run of " + different.cycles() + " cycles tells it from the original"
        : "no run of " + ((Equivalence.Unknown) whole).cycles() + " cycles from reset on tells it from the original");
  }

  private String mutated(Mutant mutant) {
    List<String> changed = new ArrayList<>(lines);
    changed.set(mutant.line() - 1, sites.get(mutant.number()).mutated(lines.get(mutant.line() - 1)));
    return String.join("\n", changed) + "\n";
  }

  private synchronized String originalNetlist() {
    if (originalNetlist == null) {
      originalNetlist = netlist.original();
    }
    return originalNetlist;
  }
}
