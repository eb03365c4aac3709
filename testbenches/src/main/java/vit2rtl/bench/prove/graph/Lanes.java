package vit2rtl.bench.prove.graph;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** 64 runs of a graph at once: bit i of a node's value is the value in run i. */
public final class Lanes {
  private final long[] values;
  private final int[] gates;
  private final int[] registers;
  private final int[] first;
  private final int[] second;

  public Lanes(Aig aig) {
    this.values = new long[aig.size()];
    this.gates = IntStream.range(0, aig.size()).filter(node -> aig.kind(node) == Aig.Kind.AND).toArray();
    this.registers = IntStream.range(0, aig.size()).filter(node -> aig.kind(node) == Aig.Kind.REGISTER).toArray();
    this.first = IntStream.range(0, aig.size()).map(aig::first).toArray();
    this.second = IntStream.range(0, aig.size()).map(aig::second).toArray();
  }

  /** The gates that some literals depend on, in their order. */
  public int[] gatesOf(List<Integer> literals) {
    BitSet reached = new BitSet();
    literals.forEach(literal -> reached.set(literal >> 1));
    BitSet found = new BitSet();
    for (int i = gates.length - 1; i >= 0; i--) {
      if (reached.get(gates[i])) {
        found.set(gates[i]);
        reached.set(first[gates[i]] >> 1);
        reached.set(second[gates[i]] >> 1);
      }
    }
    return found.stream().toArray();
  }

  /** Gives an input, or what a register holds. */
  public void set(int node, long value) {
    values[node] = value;
  }

  /** Follows from inputs and registers what the gates give. */
  public void settle() {
    settle(gates);
  }

  /** The same of some gates alone. */
  public void settle(int[] some) {
    for (int gate : some) {
      values[gate] = value(first[gate]) & value(second[gate]);
    }
  }

  /** A clock edge. */
  public void step() {
    long[] taken = new long[registers.length];
    for (int i = 0; i < taken.length; i++) {
      taken[i] = value(first[registers[i]]);
    }
    for (int i = 0; i < taken.length; i++) {
      values[registers[i]] = taken[i];
    }
  }

  public long value(int literal) {
    return values[literal >> 1] ^ -(long) (literal & 1);
  }
}
