package vit2rtl.bench.mutate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.mutate.TextMutants.Site;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;

/**
 * What becomes of a campaign's mutants, one by one, in any order, from any thread. Models hold many mutants each, always the
 * same ones, and are made when the first of theirs is asked for.
 */
public final class Trials {
  /** Mutants in one simulation model. */
  private static final int MOST = 400;

  private final UnitBench bench;
  private final Map<Integer, Site> sites;
  private final NetlistMutants netlist;
  private final Effort effort;
  private final long seed;
  private final List<String> lines;
  private final Survivors survivors;
  /** By number, the mutants of its model. */
  private final Map<Integer, List<Mutant>> together = new HashMap<>();
  /** By the first number of a model. */
  private final Map<Integer, Exam> exams = new ConcurrentHashMap<>();

  Trials(UnitBench bench, List<Mutant> mutants, Map<Integer, Site> sites, NetlistMutants netlist, Effort effort, long seed) {
    this.bench = bench;
    this.sites = sites;
    this.netlist = netlist;
    this.effort = effort;
    this.seed = seed;
    this.lines = bench.design().text().lines().toList();
    this.survivors = new Survivors(bench, netlist, sites, effort);
    List<Mutant> texts = mutants.stream().filter(mutant -> mutant.origin() == Mutant.Origin.TEXT).toList();
    for (int from = 0; from < texts.size(); from += MOST) {
      group(texts.subList(from, Math.min(texts.size(), from + MOST)));
    }
    group(mutants.stream().filter(mutant -> mutant.origin() == Mutant.Origin.NETLIST).toList());
  }

  private void group(List<Mutant> some) {
    List<Mutant> group = List.copyOf(some);
    group.forEach(mutant -> together.put(mutant.number(), group));
  }

  /** What makes the models of some mutants, one each, for who has threads. */
  Stream<Runnable> models(List<Mutant> some) {
    return some.stream().map(mutant -> together.get(mutant.number()).get(0).number()).distinct()
        .map(first -> () -> exam(together.get(first)));
  }

  /** The verdict on a mutant. */
  public Verdict verdict(Mutant mutant) {
    return run(mutant).orElseGet(() -> proof(mutant));
  }

  /** That a run notices it, if one does. */
  Optional<Verdict> run(Mutant mutant) {
    return exam(together.get(mutant.number())).killed(mutant.number())
        .map(how -> new Verdict(mutant, Verdict.Status.KILLED, how));
  }

  /** What is known of one that no run notices. */
  Verdict proof(Mutant mutant) {
    return survivors.verdict(mutant);
  }

  private Exam exam(List<Mutant> group) {
    return exams.computeIfAbsent(group.get(0).number(),
        first -> new Exam(bench, with(bench.design(), schema(group)), effort, seed));
  }

  private String schema(List<Mutant> group) {
    if (group.get(0).origin() == Mutant.Origin.NETLIST) {
      return netlist.schema();
    }
    Map<Integer, Site> chosen = new TreeMap<>();
    group.forEach(mutant -> chosen.put(mutant.number(), sites.get(mutant.number())));
    return Schema.of(lines, chosen);
  }

  /** A design around another text that has the port which chooses a mutant. */
  static RtlDesign with(RtlDesign own, String text) {
    List<Port> ports = new ArrayList<>(own.ports());
    ports.add(new Port(Schema.PORT, Direction.IN, Schema.BITS, false, BigInteger.ZERO,
        BigInteger.ONE.shiftLeft(Schema.BITS).subtract(BigInteger.ONE)));
    return new RtlDesign(own.topName(), own.language(), text, text, own.clocks(), ports, own.streams(),
        own.portClocks());
  }
}
