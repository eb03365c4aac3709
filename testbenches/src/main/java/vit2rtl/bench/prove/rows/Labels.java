package vit2rtl.bench.prove.rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/** Which terms the words are in some runs of a design, by the rules, which are found on the way. */
final class Labels {
  private final Terms terms;
  private final List<long[]> cycles;
  private final int runs;
  /** In every cycle, by words and runs. */
  private final List<int[][]> known = new ArrayList<>();
  /** In every cycle, by runs: the words of which a case was made. */
  private final List<Set<Integer>[]> needed = new ArrayList<>();

  /**
   * Those of some runs.
   *
   * @param cycles what {@link Terms#record} gave of each
   * @param runs   at most 64
   */
  Labels(Terms terms, List<long[]> cycles, int runs) {
    this.terms = terms;
    this.cycles = cycles;
    this.runs = runs;
    int[][] now = new int[terms.words().size()][runs];
    for (int word = 0; word < now.length; word++) {
      Arrays.fill(now[word], terms.words().first(word));
    }
    for (long[] values : cycles) {
      known.add(now);
      needed.add(sets());
      now = after(values, now);
    }
  }

  @SuppressWarnings("unchecked")
  private Set<Integer>[] sets() {
    return new Set[runs];
  }

  private int[][] after(long[] values, int[][] now) {
    Words words = terms.words();
    int[][] next = new int[words.size()][runs];
    long begun = terms.begun(values);
    for (int number = 0; number < next.length; number++) {
      int word = number;
      ToIntFunction<Term> numbering = term -> words.number(word, term);
      for (int run = 0; run < runs; run++) {
        int label = terms.rule(terms.next(word), values, now, run, numbering).term();
        boolean old = (begun >>> run & 1) == 1 && label >= 0 && words.term(word, label).origin() == Term.Origin.ROW;
        next[word][run] = old ? words.other(word) : label;
      }
    }
    return next;
  }

  /**
   * Cases in which literals are as they should be.
   *
   * @param place  of what is recorded: high where the literals matter
   * @param should 0 of such a term, below 0 of others
   */
  Set<Case> cases(Cut cut, int place, ToIntFunction<Term> should) {
    Set<Case> cases = new HashSet<>();
    for (int cycle = 0; cycle < cycles.size(); cycle++) {
      long[] values = cycles.get(cycle);
      for (int run = 0; run < runs; run++) {
        if ((values[place] >>> run & 1) == 1) {
          Cut.Rule rule = terms.rule(cut, values, known.get(cycle), run, should);
          if (rule.term() >= 0) {
            cases.add(rule.when());
            need(cycle, run).addAll(rule.when().terms().keySet());
          }
        }
      }
    }
    return cases;
  }

  private Set<Integer> need(int cycle, int run) {
    Set<Integer>[] sets = needed.get(cycle);
    if (sets[run] == null) {
      sets[run] = new HashSet<>();
    }
    return sets[run];
  }

  /** Rules by which the words of all cases have become what they were. */
  Set<Cut.Rule> rules() {
    Set<Cut.Rule> rules = new HashSet<>();
    for (int run = 0; run < runs; run++) {
      for (int cycle = cycles.size() - 1; cycle > 0; cycle--) {
        long[] values = cycles.get(cycle - 1);
        boolean begun = (terms.begun(values) >>> run & 1) == 1;
        for (int word : List.copyOf(need(cycle, run))) {
          int label = known.get(cycle)[word][run];
          Cut.Rule rule = terms.rule(terms.next(word), values, known.get(cycle - 1), run, term -> -1);
          if (rule.term() == label || !begun) {
            rules.add(rule);
            need(cycle - 1, run).addAll(rule.when().terms().keySet());
          }
        }
      }
    }
    return rules;
  }
}
