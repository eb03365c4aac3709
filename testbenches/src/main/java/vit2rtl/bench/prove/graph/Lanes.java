package vit2rtl.bench.prove.graph;

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

  /** Gives an input, or what a register holds. */
  public void set(int node, long value) {
    values[node] = value;
  }

  /** Follows from inputs and registers what the gates give. */
  public void settle() {
    for (int gate : gates) {
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
