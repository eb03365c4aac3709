package vit2rtl.bench.prove;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vit2rtl.bench.prove.graph.Aig;
import vit2rtl.bench.prove.graph.Lanes;

/**
 * That small registers do not hold certain numbers: one of them, two of any at the same time, and three of instances beside
 * each other, as a second pass over a row is not under way while no row is there. Registers that begin with anything say
 * nothing by themselves and are not looked at.
 */
final class Exclusions {
  private final Aig aig;
  /** Conditions that have not been seen at the same time, and the literal that is high where they hold. */
  private final Map<Set<Integer>, Integer> unseen = new LinkedHashMap<>();

  Exclusions(Model model, List<Word> words) {
    this.aig = model.aig();
    List<Word> small = words.stream().filter(word -> word.isSmall() && !word.beginsAnyhow(aig)).toList();
    for (int i = 0; i < small.size(); i++) {
      exclude(List.of(small.get(i)), Set.of());
      for (int j = 0; j < i; j++) {
        exclude(List.of(small.get(i), small.get(j)), Set.of());
        for (int k = 0; k < j && small.get(i).isBeside(small.get(j)); k++) {
          if (small.get(i).isBeside(small.get(k)) && small.get(j).isBeside(small.get(k))) {
            exclude(List.of(small.get(i), small.get(j), small.get(k)), Set.of());
          }
        }
      }
    }
  }

  private void exclude(List<Word> registers, Set<Integer> held) {
    if (registers.isEmpty()) {
      unseen.put(held, held.stream().reduce(Aig.TRUE, aig::and));
      return;
    }
    Word first = registers.get(0);
    for (int number = 0; number < 1 << first.literals().length; number++) {
      Set<Integer> more = new HashSet<>(held);
      more.add(first.equalTo(aig, number));
      exclude(registers.subList(1, registers.size()), more);
    }
  }

  /** Takes away what is seen in any of the runs. */
  void see(Lanes lanes) {
    unseen.values().removeIf(broken -> lanes.value(broken) != 0);
  }

  /** Literals that have not been high, but for what follows from others. */
  List<Integer> broken() {
    List<Integer> broken = new ArrayList<>();
    unseen.forEach((held, literal) -> {
      if (held.stream().noneMatch(one -> follows(held, one))) {
        broken.add(literal);
      }
    });
    return broken;
  }

  /** Whether the others have not been seen together, or this one not at all. */
  private boolean follows(Set<Integer> held, int one) {
    Set<Integer> others = new HashSet<>(held);
    others.remove(one);
    return unseen.containsKey(others) || held.size() > 1 && unseen.containsKey(Set.of(one));
  }
}
