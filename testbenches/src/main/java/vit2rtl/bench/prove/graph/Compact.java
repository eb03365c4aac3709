package vit2rtl.bench.prove.graph;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The gates of some literals with numbers of their own, for loops over all of them: 0 is the constant, then come inputs and
 * registers, then gates, operands first.
 */
final class Compact {
  /** Inputs and registers, by their nodes. */
  final int[] leaves;
  /** Operands of gates, as literals of these numbers. */
  final int[] first;
  final int[] second;
  private final Map<Integer, Integer> places = new HashMap<>(Map.of(0, 0));

  Compact(Aig aig, int[] literals) {
    Question question = new Question(aig, Arrays.stream(literals).boxed().toList());
    List<Integer> gates = question.gates();
    this.leaves = question.leaves().stream().mapToInt(Integer::intValue).toArray();
    this.first = new int[1 + leaves.length + gates.size()];
    this.second = new int[first.length];
    for (int leaf : leaves) {
      places.put(leaf, places.size());
    }
    for (int gate : gates) {
      int place = places.size();
      first[place] = literal(aig.first(gate));
      second[place] = literal(aig.second(gate));
      places.put(gate, place);
    }
  }

  /** A literal by these numbers. */
  int literal(int literal) {
    return 2 * places.get(literal >> 1) ^ literal & 1;
  }

  /** The number of a node, or null where the literals do not depend on it. */
  Integer place(int node) {
    return places.get(node);
  }

  /** The number of the first gate. */
  int gates() {
    return 1 + leaves.length;
  }

  int size() {
    return first.length;
  }
}
