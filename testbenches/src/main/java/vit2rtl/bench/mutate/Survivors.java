package vit2rtl.bench.mutate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
  private static final Equivalence.Choice CHOICE = new Equivalence.Choice(Schema.PORT, Schema.BITS);
  private static final String UNIT = "";

  private final UnitBench bench;
  private final NetlistMutants netlist;
  private final Map<Integer, Site> sites;
  private final Prover.Limits limits;
  private final List<String> lines;
  private final Map<String, Pins> modules;
  private final Map<String, Equivalence> pairs = new ConcurrentHashMap<>();
  private final Map<Mutant.Origin, Texts> texts = new ConcurrentHashMap<>();
  /** Of which origins the original passes in the simulator of four values, so that failures there say something. */
  private final Map<Mutant.Origin, Boolean> fourValues = new ConcurrentHashMap<>();

  /** What mutants are made of, and all of them in one. */
  private record Texts(String original, String schema) {}

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
    boolean inner = modules.containsKey(mutant.module()) && !mutant.module().equals(bench.design().topName());
    // That a module differs from the original says nothing of the unit, so there is no search for a difference.
    if (inner && answer(mutant, mutant.module(), new Prover.Limits(0, limits.seconds())) instanceof Equivalence.Equal) {
      return new Verdict(mutant, Verdict.Status.EQUIVALENT, "as module " + mutant.module());
    }
    Equivalence.Answer whole = answer(mutant, UNIT, limits);
    if (whole instanceof Equivalence.Equal) {
      return new Verdict(mutant, Verdict.Status.EQUIVALENT, "as a unit");
    }
    Optional<String> seen = fourValues.computeIfAbsent(mutant.origin(),
        origin -> FourValues.canRun(bench, texts(origin).original()))
        ? FourValues.failure(bench, alone(mutant)) : Optional.empty();
    if (seen.isPresent()) {
      return new Verdict(mutant, Verdict.Status.KILLED, "in a simulator of four values: " + seen.get());
    }
    return new Verdict(mutant, Verdict.Status.SURVIVED, whole instanceof Equivalence.Different different
        ? "a run of " + different.cycles() + " cycles tells it from the original"
        : "no run of " + ((Equivalence.Unknown) whole).cycles() + " cycles from reset on tells it from the original");
  }

  /** A mutant as the one that is chosen of all, in a module or, for an empty name, the whole unit. */
  private Equivalence.Answer answer(Mutant mutant, String module, Prover.Limits limits) {
    Texts texts = texts(mutant.origin());
    Equivalence pair = pairs.computeIfAbsent(mutant.origin() + " " + module, key -> module.equals(UNIT)
        ? Equivalence.ofDesigns(bench.design(), texts.original(), texts.schema(), CHOICE, Contracts.of(bench.config()))
        : Equivalence.ofModules(modules.get(module), texts.original(), texts.schema(), CHOICE));
    return pair.answer(CHOICE, mutant.number(), limits);
  }

  private Texts texts(Mutant.Origin origin) {
    return texts.computeIfAbsent(origin, key -> key == Mutant.Origin.TEXT
        ? new Texts(bench.design().text(), Schema.of(lines, sites))
        : new Texts(netlist.original(), netlist.schema()));
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
