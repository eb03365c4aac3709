package vit2rtl.bench.prove;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import vit2rtl.bench.prove.graph.Abc;
import vit2rtl.bench.prove.graph.Aig;
import vit2rtl.bench.prove.graph.Cone;
import vit2rtl.bench.prove.graph.Question;
import vit2rtl.bench.prove.graph.Verdict;

/**
 * Which {@linkplain Seams seams} of a copy are idle: there its gates make something else of what the original's make, but, once
 * the original has {@linkplain Seams#settling settled}, in no state that it reaches. Nothing but the original is asked about.
 */
final class Idle {
  /** Seconds of processor time for a seam alone. */
  private static final int SOON = 1;

  private final Model one;
  private final Aig aig;
  private final List<Integer> broken;
  private final Abc abc;
  private final Prover.Limits limits;

  /**
   * Asks about an original.
   *
   * @param broken high where something assumed is broken
   */
  Idle(Model one, List<Integer> broken, Abc abc, Prover.Limits limits) {
    this.one = one;
    this.aig = one.aig();
    this.broken = broken;
    this.abc = abc;
    this.limits = limits;
  }

  /**
   * The nets.
   *
   * @param fixed  what the copy's inputs hold that never change
   * @param states that the original reaches, the first ones of its first cycle
   */
  Set<Integer> of(Map<String, Integer> fixed, List<Map<Integer, Long>> states) {
    Map<Integer, Integer> active = active(fixed);
    Question question = new Question(aig, List.copyOf(active.values()));
    Random random = new Random(1);
    for (Map<Integer, Long> state : states.subList(1, states.size())) {
      question.draw(state, random);
      active.values().removeIf(literal -> question.value(literal) != 0);
    }
    int settled = Aig.not(Seams.settling(aig));
    int some = active.values().stream().reduce(Aig.FALSE, aig::or);
    if (!isNever(aig.and(settled, some), limits.seconds())) {
      active.values().removeIf(literal -> !isNever(aig.and(settled, literal), SOON));
    }
    return Set.copyOf(active.keySet());
  }

  /** High where the copy's gates make something else, by the nets at which they become others. */
  private Map<Integer, Integer> active(Map<String, Integer> fixed) {
    Map<Integer, Integer> held = new HashMap<>();
    one.registers().forEach(net -> held.put(net, one.literal(net)));
    Seams seams = new Seams(one, one.copy(fixed, held));
    held.putAll(seams.inputs());
    Model copy = one.copy(fixed, held);
    Map<Integer, Integer> active = new TreeMap<>();
    for (int net : seams.inOrder(copy)) {
      active.put(net, aig.xor(one.literal(net), seams.closed(copy.gate(net), one)));
    }
    return active;
  }

  private boolean isNever(int literal, int seconds) {
    return literal == Aig.FALSE || abc.always(new Cone(aig, literal, broken).aiger(), seconds) instanceof Verdict.Never;
  }
}
