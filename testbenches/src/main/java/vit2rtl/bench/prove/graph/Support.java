package vit2rtl.bench.prove.graph;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What some literals of a graph depend on where some inputs and registers are constants. */
public final class Support {
  private static final byte UNKNOWN = 2;

  private final int[] leaves;
  private final Map<Integer, Integer> places = new HashMap<>();
  private final int[] first;
  private final int[] second;
  private final int[] roots;
  private final byte[] values;
  private final boolean[] reached;

  public Support(Aig aig, int[] literals) {
    Question question = new Question(aig, Arrays.stream(literals).boxed().toList());
    List<Integer> gates = question.gates();
    this.leaves = question.leaves().stream().mapToInt(Integer::intValue).toArray();
    int size = 1 + leaves.length + gates.size();
    Map<Integer, Integer> own = new HashMap<>(Map.of(0, 0));
    for (int leaf : leaves) {
      places.put(leaf, own.size());
      own.put(leaf, own.size());
    }
    this.first = new int[size];
    this.second = new int[size];
    for (int gate : gates) {
      int place = own.size();
      first[place] = 2 * own.get(aig.first(gate) >> 1) ^ aig.first(gate) & 1;
      second[place] = 2 * own.get(aig.second(gate) >> 1) ^ aig.second(gate) & 1;
      own.put(gate, place);
    }
    this.roots = Arrays.stream(literals).map(literal -> own.get(literal >> 1)).distinct().toArray();
    this.values = new byte[size];
    this.reached = new boolean[size];
  }

  /** Leaves that are not constants, and on which a literal depends as far as gates with a known operand say; by their nodes. */
  public List<Integer> of(Map<Integer, Boolean> constants) {
    Arrays.fill(values, 1, 1 + leaves.length, UNKNOWN);
    constants.forEach((node, value) -> {
      Integer place = places.get(node);
      if (place != null) {
        values[place] = (byte) (value ? 1 : 0);
      }
    });
    for (int gate = 1 + leaves.length; gate < values.length; gate++) {
      byte a = value(first[gate]);
      byte b = value(second[gate]);
      values[gate] = a == 0 || b == 0 ? 0 : a == 1 ? b : b == 1 ? a : UNKNOWN;
    }
    Arrays.fill(reached, false);
    Deque<Integer> open = new ArrayDeque<>();
    Arrays.stream(roots).forEach(open::push);
    while (!open.isEmpty()) {
      int place = open.pop();
      if (values[place] == UNKNOWN && !reached[place]) {
        reached[place] = true;
        if (place > leaves.length) {
          open.push(first[place] >> 1);
          open.push(second[place] >> 1);
        }
      }
    }
    return Arrays.stream(leaves).filter(leaf -> reached[places.get(leaf)]).boxed().toList();
  }

  private byte value(int literal) {
    byte value = values[literal >> 1];
    return value == UNKNOWN ? UNKNOWN : (byte) (value ^ literal & 1);
  }
}
