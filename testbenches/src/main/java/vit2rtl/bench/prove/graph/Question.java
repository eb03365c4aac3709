package vit2rtl.bench.prove.graph;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Whether some literals of a graph can be high in one cycle, whatever inputs and registers hold: their gates, for 64
 * trials at once and as an AIGER file without registers.
 */
public final class Question {
  private final Aig aig;
  private final List<Integer> leaves = new ArrayList<>();
  private final List<Integer> gates = new ArrayList<>();
  private long[] values;

  public Question(Aig aig, List<Integer> literals) {
    this.aig = aig;
    BitSet reached = new BitSet();
    List<Integer> open = new ArrayList<>();
    literals.forEach(literal -> open.add(literal >> 1));
    while (!open.isEmpty()) {
      int node = open.remove(open.size() - 1);
      if (!reached.get(node)) {
        reached.set(node);
        if (aig.kind(node) == Aig.Kind.AND) {
          open.add(aig.first(node) >> 1);
          open.add(aig.second(node) >> 1);
        }
      }
    }
    for (int node = reached.nextSetBit(1); node >= 0; node = reached.nextSetBit(node + 1)) {
      (aig.kind(node) == Aig.Kind.AND ? gates : leaves).add(node);
    }
  }

  /** Inputs and registers. */
  public List<Integer> leaves() {
    return leaves;
  }

  /** Gates, operands first. */
  public List<Integer> gates() {
    return gates;
  }

  /** 64 trials, of anything where nothing is given. */
  public void draw(Map<Integer, Long> given, Random random) {
    values = new long[aig.size()];
    leaves.forEach(leaf -> values[leaf] = given.containsKey(leaf) ? given.get(leaf) : random.nextLong());
    settle();
  }

  /** A trial, and 63 like it but for a few bits. */
  public void near(Map<Integer, Boolean> given, Random random) {
    values = new long[aig.size()];
    leaves.forEach(leaf -> values[leaf] = (given.getOrDefault(leaf, false) ? -1L : 0L)
        ^ random.nextLong() & random.nextLong() & random.nextLong() & random.nextLong() & -2L);
    settle();
  }

  private void settle() {
    gates.forEach(gate -> values[gate] = value(aig.first(gate)) & value(aig.second(gate)));
  }

  public long value(int literal) {
    return values[literal >> 1] ^ -(long) (literal & 1);
  }

  /** A literal where some inputs and registers are others. */
  public int with(int literal, Map<Integer, Integer> others) {
    return with(new int[] {literal}, others)[0];
  }

  /** Literals where some inputs and registers are others. */
  public int[] with(int[] literals, Map<Integer, Integer> others) {
    int[] known = new int[1 + Math.max(gates.isEmpty() ? 0 : gates.get(gates.size() - 1),
        leaves.isEmpty() ? 0 : leaves.get(leaves.size() - 1))];
    leaves.forEach(leaf -> known[leaf] = others.getOrDefault(leaf, 2 * leaf));
    for (int gate : gates) {
      known[gate] = aig.and(known[aig.first(gate) >> 1] ^ aig.first(gate) & 1,
          known[aig.second(gate) >> 1] ^ aig.second(gate) & 1);
    }
    return Arrays.stream(literals).map(literal -> known[literal >> 1] ^ literal & 1).toArray();
  }

  /** The file, binary, of one output. */
  public byte[] aiger(int target) {
    Map<Integer, Integer> map = new HashMap<>(Map.of(0, 0));
    leaves.forEach(leaf -> map.put(leaf, 2 * map.size()));
    ByteArrayOutputStream ands = new ByteArrayOutputStream();
    for (int gate : gates) {
      int self = 2 * map.size();
      int a = Aiger.at(map, aig.first(gate));
      int b = Aiger.at(map, aig.second(gate));
      Aiger.delta(ands, self - Math.max(a, b));
      Aiger.delta(ands, Math.abs(a - b));
      map.put(gate, self);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(("aig " + (map.size() - 1) + " " + leaves.size() + " 0 1 " + gates.size() + "\n" + Aiger.at(map, target)
        + "\n").getBytes(StandardCharsets.US_ASCII));
    file.writeBytes(ands.toByteArray());
    return file.toByteArray();
  }
}
