package vit2rtl.bench.prove;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import vit2rtl.bench.prove.graph.Abc;
import vit2rtl.bench.prove.graph.Cone;

/**
 * Proofs by induction: from any state in which {@linkplain Invariants invariants} hold, a property holds behind a number
 * of cycles in which it holds, and it holds in as many cycles from the start. Invariants are looked for once.
 */
final class Induction {
  /** Cycles that are tried, and then the property's own span. */
  private static final List<Integer> CYCLES = List.of(0, 1, 4);

  private final Model model;
  private final Abc abc;
  private final int seconds;
  private final List<Integer> invariants;

  /**
   * Finds the invariants.
   *
   * @param streams names of the design's streams
   * @param always  literals that are high where what is assumed for every property is broken
   * @param wanted  properties that may hold together where one of them alone is not kept by every step
   * @param seconds of processor time per question
   */
  Induction(Model model, Contract contract, List<String> streams, List<Integer> always, List<Property> wanted, Path folder,
      int seconds) {
    this.model = model;
    this.abc = new Abc(folder);
    this.seconds = seconds;
    this.invariants = Invariants.broken(model, new Events(model, contract, streams), always,
        wanted.stream().map(model::occurs).toList(), abc);
  }

  /**
   * Whether a property is proven.
   *
   * @param assumed literals that are high where what is assumed for it is broken
   */
  boolean proves(Property property, List<Integer> assumed) {
    int broken = model.occurs(property);
    return Stream.concat(CYCLES.stream(), Stream.of(property.span()).filter(span -> span > 0))
        .anyMatch(cycles -> proves(broken, assumed, cycles));
  }

  private boolean proves(int broken, List<Integer> assumed, int cycles) {
    Cone step = Cone.step(model.aig(), broken, assumed, invariants, cycles);
    return abc.step(step.aiger(), cycles + 1, seconds).isCleanFor(cycles + 1)
        && (cycles == 0 || abc.within(new Cone(model.aig(), broken, assumed).aiger(), cycles, seconds).isCleanFor(cycles));
  }
}
