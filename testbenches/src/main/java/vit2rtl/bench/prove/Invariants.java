package vit2rtl.bench.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
 *   <li>that a bit beside a flag says where in a row the flag's beat is, as {@code last} does.
 * </ul>
 * They hold in random runs at first; then every step that leads from a state in which all hold to one in which one does
 * not takes away what it breaks, until there is no such step. So what is left holds in the starting states and is kept by
 * every cycle in which what is assumed holds: it holds for all time. What takes too long to ask is left out.
 */
final class Invariants {
  private static final int ROUNDS = 400;
  /** Of processor time for all at once, and for each. */
  private static final int TOGETHER_SECONDS = 4;
  private static final int ONE_SECONDS = 10;
  private static final int EVERY = 16;
  /** What has been raised so often by steps has no greatest value that keeps itself. */
  private static final int RAISES = 2;

  private final Model model;
  private final List<Integer> assumed;
  private final Abc abc;
  private final List<Word> words;
  private final Relations relations;
  private final List<Word> bounded;
  private final Map<Word, Integer> greatest = new HashMap<>();
  private final Map<Word, Integer> raised = new HashMap<>();
  /**
   * High where a flag is set and another bit says otherwise than that the last of what the flag has taken is in a certain
   * place of a row.
   */
  private final List<Integer> guarded = new ArrayList<>();

  private Invariants(Model model, Events events, List<Integer> assumed, Abc abc) {
    this.model = model;
    this.assumed = assumed;
    this.abc = abc;
    this.words = new ArrayList<>(Word.of(model));
    for (Events.Counted flag : events.flags()) {
      for (Word bit : words) {
        if (bit.literals().length == 1 && bit.literals()[0] != flag.flag()) {
          for (Events.Position position : flag.positions()) {
            for (int place = 0; place < position.beats(); place++) {
              int there = position.word().equalTo(model.aig(), place);
              int said = bit.literals()[0];
              guarded.add(model.aig().and(flag.flag(), model.aig().mux(said, Aig.not(there), there)));
            }
          }
        }
      }
    }
    words.addAll(Word.differences(model));
    bounded = List.copyOf(words);
    words.addAll(events.words());
    this.relations = new Relations(words.size());
  }

  /** Literals that are never high; none where no set of them was found that keeps itself. */
  static List<Integer> broken(Model model, Events events, List<Integer> brokenAssumptions, Abc abc) {
    return new Invariants(model, events, brokenAssumptions, abc).find();
  }

  private List<Integer> find() {
    int[] cycle = {0};
    new RandomRuns(model, assumed).run(lanes -> {
      for (int run = cycle[0]++ % EVERY; run < Long.SIZE; run += EVERY) {
        see(lanes, run);
      }
    });
    raised.clear();
    return switch (together()) {
      case KEPT -> literals();
      case UNKNOWN -> oneByOne();
      case BROKEN -> List.of();
    };
  }

  /** Asks of all at once until no step breaks any, or that becomes hard. */
  private Answer together() {
    for (int round = 0; round < ROUNDS; round++) {
      List<Integer> all = literals();
      int some = Aig.FALSE;
      for (int broken : all) {
        some = model.aig().or(some, broken);
      }
      Answer start = ask(new Cone(model.aig(), some, assumed), 1, TOGETHER_SECONDS);
      Answer kept = start == Answer.KEPT ? ask(Cone.step(model.aig(), some, assumed, all, 1), 2, TOGETHER_SECONDS)
          : start;
      if (start == Answer.UNKNOWN) {
        return Answer.BROKEN;
      }
      if (kept != Answer.BROKEN) {
        return kept;
      }
    }
    return Answer.BROKEN;
  }

  /** Asks of each until all are kept by every step; what is not known soon is left out. */
  private List<Integer> oneByOne() {
    List<Integer> all = literals();
    Set<Integer> unknown = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      int broken = 0;
      for (int each : all) {
        Answer answer = ask(Cone.step(model.aig(), each, assumed, all, 1), 2, ONE_SECONDS);
        broken += answer == Answer.BROKEN ? 1 : 0;
        if (answer == Answer.UNKNOWN) {
          unknown.add(each);
        }
      }
      List<Integer> left = new ArrayList<>(broken == 0 ? all : literals());
      left.removeAll(unknown);
      if (broken == 0 && left.equals(all)) {
        return all;
      }
      all = left;
    }
    return List.of();
  }

  private enum Answer { KEPT, BROKEN, UNKNOWN }

  /** Whether a cone's output stays low; what makes it high is seen. */
  private Answer ask(Cone cone, int cycles, int seconds) {
    Verdict verdict = abc.within(cone.aiger(), cycles, seconds);
    if (verdict instanceof Verdict.High high) {
      Replay replay = new Replay(model, cone, high.inputs());
      for (int cycle = 0; cycle < high.inputs().size(); cycle++) {
        replay.next();
      }
      see(replay.lanes(), 0);
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
      if (Integer.compareUnsigned(value, greatest.getOrDefault(word, 0)) > 0) {
        greatest.put(word, value);
        raised.merge(word, 1, Integer::sum);
      }
    });
    relations.see(sample);
    guarded.removeIf(broken -> (lanes.value(broken) >>> run & 1) == 1);
  }

  private List<Integer> literals() {
    List<Integer> literals = new ArrayList<>();
    relations.factors().forEach(factors -> literals.add(Relations.broken(model.aig(), factors, words)));
    literals.addAll(guarded);
    greatest.forEach((word, number) -> {
      if (word.literals().length < Integer.SIZE && raised.getOrDefault(word, 0) < RAISES) {
        literals.add(word.greaterThan(model.aig(), number));
      }
    });
    return literals.stream().filter(literal -> literal != Aig.FALSE).distinct().toList();
  }
}
