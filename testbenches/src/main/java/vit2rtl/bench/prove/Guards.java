package vit2rtl.bench.prove;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import vit2rtl.bench.prove.graph.Aig;
import vit2rtl.bench.prove.graph.Question;

/**
 * What a copy's difference may be tied to: flags of the original, set or clear, and small registers that hold a certain
 * number.
 */
final class Guards {
  private static final int MOST_BITS = 3;

  /**
   * A condition.
   *
   * @param now  a literal of the present cycle
   * @param next the same of the next one
   */
  record Guard(int now, int next) {}

  private Guards() {}

  static List<Guard> of(Model model) {
    Aig aig = model.aig();
    List<Guard> guards = new ArrayList<>();
    for (Word word : Word.of(model)) {
      if (word.literals().length > MOST_BITS) {
        continue;
      }
      for (int number = 0; number < 1 << word.literals().length; number++) {
        int value = number;
        IntUnaryOperator holds = next -> word.literals().length == 0 ? Aig.FALSE : equal(aig, word, value, next == 1);
        guards.add(new Guard(holds.applyAsInt(0), holds.applyAsInt(1)));
        if (word.literals().length > 1) {
          guards.add(new Guard(Aig.not(holds.applyAsInt(0)), Aig.not(holds.applyAsInt(1))));
        }
      }
    }
    return guards;
  }

  /** Those that do not hold in every one of some states. */
  static List<Guard> telling(Model model, List<Map<Integer, Long>> states) {
    List<Guard> all = of(model);
    Question question = new Question(model.aig(), all.stream().map(Guard::now).toList());
    Set<Guard> telling = new LinkedHashSet<>();
    for (Map<Integer, Long> state : states) {
      question.draw(state, new Random(1));
      all.stream().filter(guard -> question.value(guard.now()) != -1).forEach(telling::add);
    }
    all.retainAll(telling);
    return all;
  }

  private static int equal(Aig aig, Word word, int number, boolean next) {
    int equal = Aig.TRUE;
    for (int i = 0; i < word.literals().length; i++) {
      int literal = word.literals()[i];
      int bit = next ? aig.first(literal >> 1) ^ literal & 1 : literal;
      equal = aig.and(equal, bit ^ 1 ^ number >> i & 1);
    }
    return equal;
  }
}
