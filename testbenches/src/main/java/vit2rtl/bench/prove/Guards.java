package vit2rtl.bench.prove;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import vit2rtl.bench.prove.graph.Aig;
import vit2rtl.bench.prove.graph.Question;

/**
 * What a copy's difference may be tied to: flags of the original, set or clear, and small registers that hold a certain
 * number.
 */
final class Guards {
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
      if (!word.isSmall()) {
        continue;
      }
      Word next = word.next(aig);
      for (int number = 0; number < 1 << word.literals().length; number++) {
        Guard holds = new Guard(word.equalTo(aig, number), next.equalTo(aig, number));
        guards.add(holds);
        if (word.literals().length > 1) {
          guards.add(new Guard(Aig.not(holds.now), Aig.not(holds.next)));
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
}
