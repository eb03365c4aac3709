package vit2rtl.bench.prove;

/** 64 runs of a graph at once: bit i of a node's value is the value in run i. */
final class Lanes {
  private final Aig aig;
  private final long[] values;

  Lanes(Aig aig) {
    this.aig = aig;
    this.values = new long[aig.size()];
  }

  /** Gives an input, or what a register holds. */
  void set(int node, long value) {
    values[node] = value;
  }

  /** Follows from inputs and registers what the gates give. */
  void settle() {
    for (int node = 1; node < values.length; node++) {
      if (aig.kind(node) == Aig.Kind.AND) {
        values[node] = value(aig.first(node)) & value(aig.second(node));
      }
    }
  }

  /** A clock edge. */
  void step() {
    long[] taken = new long[values.length];
    for (int node = 1; node < values.length; node++) {
      if (aig.kind(node) == Aig.Kind.REGISTER) {
        taken[node] = value(aig.first(node));
      }
    }
    for (int node = 1; node < values.length; node++) {
      if (aig.kind(node) == Aig.Kind.REGISTER) {
        values[node] = taken[node];
      }
    }
  }

  long value(int literal) {
    return values[literal >> 1] ^ -(long) (literal & 1);
  }
}
