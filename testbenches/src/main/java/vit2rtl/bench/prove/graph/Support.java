package vit2rtl.bench.prove.graph;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** What some literals of a graph depend on where some inputs and registers are constants. */
public final class Support {
  private static final byte UNKNOWN = 2;

  private final Compact graph;
  private final int[] roots;
  private final byte[] values;
  private final boolean[] reached;

  public Support(Aig aig, int[] literals) {
    this.graph = new Compact(aig, literals);
    this.roots = Arrays.stream(literals).map(literal -> graph.literal(literal) >> 1).distinct().toArray();
    this.values = new byte[graph.size()];
    this.reached = new boolean[graph.size()];
  }

  /** Leaves that are not constants, and on which a literal depends as far as gates with a known operand say; by their nodes. */
  public List<Integer> of(Map<Integer, Boolean> constants) {
    Arrays.fill(values, 1, graph.gates(), UNKNOWN);
    constants.forEach((node, value) -> {
      Integer place = graph.place(node);
      if (place != null) {
        values[place] = (byte) (value ? 1 : 0);
      }
    });
    for (int gate = graph.gates(); gate < values.length; gate++) {
      byte a = value(graph.first[gate]);
      byte b = value(graph.second[gate]);
      values[gate] = a == 0 || b == 0 ? 0 : a == 1 ? b : b == 1 ? a : UNKNOWN;
    }
    Arrays.fill(reached, false);
    Deque<Integer> open = new ArrayDeque<>();
    Arrays.stream(roots).forEach(open::push);
    while (!open.isEmpty()) {
      int place = open.pop();
      if (values[place] == UNKNOWN && !reached[place]) {
        reached[place] = true;
        if (place >= graph.gates()) {
          open.push(graph.first[place] >> 1);
          open.push(graph.second[place] >> 1);
        }
      }
    }
    return Arrays.stream(graph.leaves).filter(leaf -> reached[graph.place(leaf)]).boxed().toList();
  }

  private byte value(int literal) {
    byte value = values[literal >> 1];
    return value == UNKNOWN ? UNKNOWN : (byte) (value ^ literal & 1);
  }
}
