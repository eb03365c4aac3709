package vit2rtl.bench.prove.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import vit2rtl.bench.prove.graph.Abc;
import vit2rtl.bench.prove.graph.Aig;
import vit2rtl.bench.prove.graph.Cone;
import vit2rtl.bench.prove.graph.Exhaustive;
import vit2rtl.bench.prove.graph.Lanes;
import vit2rtl.bench.prove.graph.Question;
import vit2rtl.bench.prove.graph.Verdict;

/**
 * That two designs on the same inputs, of which the control is the same or compared as it is, offer the same values. Any row
 * that comes in is {@linkplain Tracker followed}. {@linkplain Terms Rules} say which words of either are then which functions
 * of what that row brings, and which are made of other rows alone; {@linkplain Knowing registers} say which word is known to be
 * what, so {@code pdr} has control alone. It proves that what is offered is known in every cycle in which something is: it
 * is made of other rows, or both designs' functions of this one are the same for all that a row may bring, which is looked at
 * value by value.
 *
 * <p>What is offered depends on no row, on one, or on several. On several never: that is not known when one of them is
 * followed. On one: then it is the same by what is proven where that one is followed, as any may be. On none: then it is a
 * constant, and the same. The rules need not be all: where one is missing nothing is known. They are found in random runs, then
 * in runs in which ABC has shown that one is missing; a search from the start shows it soonest.
 */
public final class RowProof {
  private static final int MOST_INPUTS = 24;
  private static final int ROUNDS = 16;

  private final Aig aig;
  private final Abc abc;
  private final int seconds;

  /**
   * The designs' common side.
   *
   * @param resetting high in a reset
   * @param valid     high where a beat comes in, and stays with what it brings until it is taken or a reset comes
   * @param ready     high where it is taken
   * @param last      high where it is its row's last
   * @param ports     nodes of all inputs that say something of the present cycle
   * @param payload   nodes of those that it brings
   * @param words     registers that may hold something of rows, by their nodes
   * @param broken    literals that are high where something assumed is broken
   */
  public record Side(int resetting, int valid, int ready, int last, Set<Integer> ports, Set<Integer> payload,
      List<List<Integer>> words, List<Integer> broken) {}

  /**
   * What is offered.
   *
   * @param when    high where something is
   * @param values  literals of the first design
   * @param differ  high where those of the second are others
   * @param control high where something else differs
   */
  public record Offered(int when, int[] values, int differ, int control) {}

  public RowProof(Aig aig, Abc abc, int seconds) {
    this.aig = aig;
    this.abc = abc;
    this.seconds = seconds;
  }

  /**
   * Whether it is proven.
   *
   * @param runs each has 64 random runs of the graph shown, cycle by cycle
   */
  public boolean areAlike(Side side, Offered offered, List<Consumer<Consumer<Lanes>>> runs) {
    Tracker tracker = new Tracker(aig, side.resetting(), side.valid(), aig.and(side.valid(), side.ready()), side.last());
    Words words = new Words(aig, side.words());
    int there = aig.and(side.valid(), Aig.not(side.resetting()));
    if (isOfRows(offered.when(), side, words) || isOfRows(offered.control(), side, words)) {
      return false;
    }
    Terms terms = new Terms(aig, tracker, words, side.ports(), side.payload(), there);
    Cut differ = terms.cut(new int[] {offered.differ()});
    Cut values = terms.cut(offered.values());
    int when = terms.watch(offered.when());
    List<Integer> broken = new ArrayList<>(side.broken());
    // One row in a run is enough, for any may be it.
    broken.add(tracker.forgets());
    Set<Case> good = new LinkedHashSet<>();
    Set<Cut.Rule> rules = new HashSet<>();
    List<Labels> found = runs.stream().map(run -> {
      List<long[]> cycles = new ArrayList<>();
      run.accept(lanes -> cycles.add(terms.record(lanes)));
      return new Labels(terms, cycles, Long.SIZE);
    }).toList();
    for (int round = 0; round < ROUNDS; round++) {
      boolean more = false;
      for (Labels labels : found) {
        more |= good.addAll(labels.cases(differ, when, this::isLow));
        more |= good.addAll(labels.cases(values, when, term -> term.origin() == Term.Origin.OTHER ? 0 : -1));
        more |= rules.addAll(labels.rules());
      }
      if (!more) {
        return false;
      }
      int before = aig.size();
      int bad = aig.or(aig.or(tracker.lost(), offered.control()),
          aig.and(offered.when(), Aig.not(new Knowing(aig, terms, rules).some(good))));
      Cone cone = new Cone(aig, bad, broken);
      Verdict verdict = abc.soonOrAlwaysOfPair(cone.aiger(), seconds);
      if (!(verdict instanceof Verdict.High high)) {
        return verdict instanceof Verdict.Never;
      }
      List<Integer> starts = cone.anyStarts();
      List<Integer> inputs = cone.inputs();
      aig.forget(before);
      found = List.of(new Labels(terms, again(high, inputs, starts, terms), 1));
    }
    return false;
  }

  private boolean isOfRows(int literal, Side side, Words words) {
    return new Question(aig, List.of(literal)).leaves().stream()
        .anyMatch(leaf -> side.payload().contains(leaf) || words.wordOf(leaf) != null);
  }

  /** 0 where a difference is never high. */
  private int isLow(Term differ) {
    int literal = differ.literals().get(0);
    if (differ.origin() == Term.Origin.OTHER || literal == Aig.TRUE) {
      return -1;
    }
    Exhaustive all = new Exhaustive(aig, literal);
    boolean never = literal == Aig.FALSE || (all.inputs() <= MOST_INPUTS ? all.isNever()
        : abc.now(new Question(aig, List.of(literal)), literal, new HashMap<>()) == Abc.Answer.NEVER);
    return never ? 0 : -1;
  }

  /** A run that has been found, control as it was there, whatever rows bring. */
  private List<long[]> again(Verdict.High high, List<Integer> inputs, List<Integer> starts, Terms terms) {
    Lanes lanes = new Lanes(aig);
    Random random = new Random(1);
    List<long[]> cycles = new ArrayList<>();
    for (int cycle = 0; cycle < high.inputs().size(); cycle++) {
      String values = high.inputs().get(cycle);
      for (int node = 1; cycle == 0 && node < aig.size(); node++) {
        if (aig.kind(node) == Aig.Kind.REGISTER) {
          int place = starts.indexOf(aig.starter(node));
          lanes.set(node, aig.start(node) == Aig.Start.ONE ? -1 : aig.start(node) == Aig.Start.ZERO ? 0
              : place < 0 ? random.nextLong() : -(values.charAt(inputs.size() + place) - '0'));
        }
      }
      for (int i = 0; i < inputs.size(); i++) {
        lanes.set(inputs.get(i), -(values.charAt(i) - '0'));
      }
      lanes.settle();
      cycles.add(terms.record(lanes));
      lanes.step();
    }
    return cycles;
  }
}
