package vit2rtl.bench.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import vit2rtl.bench.prove.graph.Abc;
import vit2rtl.bench.prove.graph.Aig;
import vit2rtl.bench.prove.graph.Cone;
import vit2rtl.bench.prove.graph.Lanes;
import vit2rtl.bench.prove.graph.Verdict;

/**
 * What always holds between the registers of a model, found without help:
 * <ul>
 *   <li>{@linkplain Relations linear relations} between registers, {@linkplain Word#differences differences} of such as
 *       count alike, and {@linkplain Events counters beside them}, such as that a queue holds what has gone in and not
 *       come out;
 *   <li>greatest values;
 *   <li>that a bit says {@linkplain Events#misplaced where in a row} something is;
 *   <li>that {@linkplain Exclusions small registers} do not hold certain numbers;
 *   <li>the properties themselves.
 * </ul>
 * They hold in random runs at first; then every step that leads from a state in which all hold to one in which one does
 * not takes away what it breaks, until there is no such step. So what is left holds in the starting states and is kept by
 * every cycle in which what is assumed holds: it holds for all time. What takes too long to ask is left out.
 */
final class Invariants {
  private static final int ROUNDS = 400;
  /** Of processor time for some at once, and for each. */
  private static final int TOGETHER_SECONDS = 8;
  private static final int ONE_SECONDS = 10;
  private static final int EVERY = 16;
  /** What has been raised so often by steps has no greatest value that keeps itself. */
  private static final int RAISES = 8;
  /** Wider ones hold data. */
  private static final int MOST_BOUNDED_BITS = 12;

  private final Model model;
  private final List<Integer> assumed;
  private final Abc abc;
  private final List<Word> words;
  private final Relations relations;
  private final List<Word> bounded;
  private final Map<Word, Integer> greatest = new HashMap<>();
  private final Map<Word, Integer> raised = new HashMap<>();
  private final Exclusions exclusions;
  /** High where something else is broken: a property, what a bit says, or that certain numbers exclude each other. */
  private final List<Integer> further;
  private final RandomRuns runs;

  private Invariants(Model model, Events events, List<Integer> assumed, List<Integer> properties, Abc abc) {
    this.model = model;
    this.assumed = assumed;
    this.abc = abc;
    this.words = new ArrayList<>(Word.of(model));
    this.exclusions = new Exclusions(model, words);
    this.further = new ArrayList<>(properties);
    further.addAll(events.misplaced(words));
    words.addAll(Word.differences(model));
    bounded = words.stream().filter(word -> word.literals().length <= MOST_BOUNDED_BITS).toList();
    words.addAll(events.words());
    this.relations = new Relations(words.size());
    this.runs = new RandomRuns(model, assumed);
  }

  /**
   * Literals that are never high; none where no set of them was found that keeps itself.
   *
   * @param properties literals that are high where a property is broken, if it can be
   */
  static List<Integer> broken(Model model, Events events, List<Integer> brokenAssumptions, List<Integer> properties, Abc abc) {
    return new Invariants(model, events, brokenAssumptions, properties, abc).find();
  }

  private List<Integer> find() {
    runs.run(watch());
    further.addAll(exclusions.broken());
    return switch (together()) {
      case KEPT -> literals();
      case UNKNOWN -> oneByOne();
      case BROKEN -> List.of();
    };
  }

  /** Sees all runs of a cycle where that is quick, else some of them. */
  private Consumer<Lanes> watch() {
    int[] cycle = {0};
    return lanes -> {
      further.removeIf(broken -> lanes.value(broken) != 0);
      exclusions.see(lanes);
      for (int run = cycle[0]++ % EVERY; run < Long.SIZE; run += EVERY) {
        see(lanes, run);
      }
    };
  }

  /** Asks of all at once until none is broken at the start, then until no step breaks any; or that becomes hard. */
  private Answer together() {
    Answer start = Answer.BROKEN;
    for (int round = 0; round < ROUNDS; round++) {
      List<Integer> all = literals();
      int some = or(all);
      if (start != Answer.KEPT) {
        start = ask(new Cone(model.aig(), some, assumed), 1, TOGETHER_SECONDS);
      }
      if (start == Answer.UNKNOWN) {
        return Answer.BROKEN;
      }
      // What steps take away leaves less to be broken at the start.
      Answer kept = start == Answer.KEPT ? ask(Cone.step(model.aig(), some, assumed, all, 1), 2, TOGETHER_SECONDS) : start;
      if (kept != Answer.BROKEN) {
        return kept;
      }
    }
    return Answer.BROKEN;
  }

  /** Asks of each sum, and of the rest, until all are kept by every step; what is not known soon alone is left out. */
  private List<Integer> oneByOne() {
    Set<Integer> unknown = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      List<Integer> all = new ArrayList<>(literals());
      all.removeAll(unknown);
      int known = unknown.size();
      List<Integer> sums = new ArrayList<>(sums());
      sums.retainAll(all);
      List<Integer> others = new ArrayList<>(all);
      others.removeAll(sums);
      boolean broken = isBroken(others, all, unknown);
      for (int sum : sums) {
        broken |= isBroken(List.of(sum), all, unknown);
      }
      if (!broken && unknown.size() == known) {
        return all;
      }
    }
    return List.of();
  }

  /** Whether a step breaks one of some; halves are asked of where that is not known soon. */
  private boolean isBroken(List<Integer> some, List<Integer> all, Set<Integer> unknown) {
    boolean one = some.size() == 1;
    Answer answer = ask(Cone.step(model.aig(), or(some), assumed, all, 1), 2, one ? ONE_SECONDS : TOGETHER_SECONDS);
    if (answer == Answer.UNKNOWN && one) {
      unknown.addAll(some);
    }
    if (answer != Answer.UNKNOWN || some.size() < 2) {
      return answer == Answer.BROKEN;
    }
    int half = some.size() / 2;
    return isBroken(some.subList(0, half), all, unknown) | isBroken(some.subList(half, some.size()), all, unknown);
  }

  private int or(List<Integer> literals) {
    return literals.stream().reduce(Aig.FALSE, model.aig()::or);
  }

  private enum Answer { KEPT, BROKEN, UNKNOWN }

  /**
   * Whether a cone's output stays low. What makes it high is seen, and random runs from there: what holds for all time
   * holds in the state before, so in all that follow.
   */
  private Answer ask(Cone cone, int cycles, int seconds) {
    Verdict verdict = abc.step(cone.aiger(), cycles, seconds);
    if (verdict instanceof Verdict.High high) {
      Replay replay = new Replay(model, cone, high.inputs());
      for (int cycle = 0; cycle < high.inputs().size(); cycle++) {
        replay.next();
      }
      Map<Word, Integer> before = new HashMap<>(greatest);
      further.removeIf(broken -> (replay.lanes().value(broken) & 1) == 1);
      see(replay.lanes(), 0);
      runs.runFrom(replay.lanes(), 0, watch());
      greatest.forEach((word, number) -> raised.merge(word, number.equals(before.get(word)) ? 0 : 1, Integer::sum));
      return Answer.BROKEN;
    }
    return verdict.isCleanFor(cycles) ? Answer.KEPT : Answer.UNKNOWN;
  }

  private void see(Lanes lanes, int run) {
    int[] sample = new int[words.size()];
    for (int i = 0; i < sample.length; i++) {
      sample[i] = words.get(i).value(lanes, run);
    }
    bounded.forEach(word -> {
      int value = word.value(lanes, run);
      greatest.merge(word, value, Math::max);
    });
    relations.see(sample);
  }

  private List<Integer> literals() {
    List<Integer> literals = new ArrayList<>(sums());
    literals.addAll(further);
    greatest.forEach((word, number) -> {
      if (raised.getOrDefault(word, 0) < RAISES) {
        literals.add(word.greaterThan(model.aig(), number));
      }
    });
    return literals.stream().filter(literal -> literal != Aig.FALSE).distinct().toList();
  }

  private List<Integer> sums() {
    return relations.factors().stream().map(factors -> Relations.broken(model.aig(), factors, words)).toList();
  }
}
