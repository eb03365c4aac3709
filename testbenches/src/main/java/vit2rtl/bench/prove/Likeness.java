package vit2rtl.bench.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which registers of two designs hold the same in random runs, always or where a flag is high or low. */
final class Likeness {
  private static final int CYCLES = 400;

  private final Map<Integer, Integer> twins;
  /** Literals of flags that both designs have, by which a pair that is not always alike may be. */
  private final List<Integer> flags = new ArrayList<>();
  /** How often each was high. */
  private final Map<Integer, Long> high = new HashMap<>();
  /** Of pairs that have differed, by the other design's register: flags that were never high then. */
  private final Map<Integer, List<Integer>> left = new LinkedHashMap<>();

  /**
   * Looks at random runs.
   *
   * @param twins   registers of one name that begin alike, the other design's first
   * @param assumed literals that are high where what is assumed is broken
   */
  Likeness(Model model, Map<Integer, Integer> twins, List<Integer> assumed) {
    this.twins = twins;
    for (Word word : Word.of(model)) {
      int node = word.literals()[0] >> 1;
      if (word.literals().length == 1 && twins.containsValue(node)) {
        flags.addAll(List.of(2 * node, 2 * node + 1));
      }
    }
    new RandomRuns(model, assumed).run(CYCLES, this::see);
  }

  private void see(Lanes lanes) {
    flags.forEach(flag -> high.merge(flag, (long) Long.bitCount(lanes.value(flag)), Long::sum));
    twins.forEach((other, one) -> {
      long differ = lanes.value(2 * other) ^ lanes.value(2 * one);
      if (differ != 0) {
        left.computeIfAbsent(other, pair -> new ArrayList<>(flags)).removeIf(flag -> (lanes.value(flag) & differ) != 0);
      }
    });
  }

  /** The pairs that are alike, each by the flag that is most often high, by the other design's register. */
  Map<Integer, Twins.Pair> pairs() {
    Map<Integer, Twins.Pair> pairs = new LinkedHashMap<>();
    twins.forEach((other, one) -> {
      if (!left.containsKey(other)) {
        pairs.put(other, new Twins.Pair(one, Aig.TRUE));
        return;
      }
      left.get(other).stream().filter(flag -> high.get(flag) > 0 && flag >> 1 != one)
          .max((a, b) -> Long.compare(high.get(a), high.get(b))).ifPresent(flag -> pairs.put(other, new Twins.Pair(one, flag)));
    });
    return pairs;
  }
}
