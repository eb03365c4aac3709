package vit2rtl.bench.prove.graph;

/** Whether a literal without registers is high for some of all values of its inputs. */
public final class Exhaustive {
  /** The numbers 0 to 63, bit by bit. */
  private static final long[] PATTERNS = {0xAAAAAAAAAAAAAAAAL, 0xCCCCCCCCCCCCCCCCL, 0xF0F0F0F0F0F0F0F0L, 0xFF00FF00FF00FF00L,
      0xFFFF0000FFFF0000L, 0xFFFFFFFF00000000L};

  private final Compact graph;
  private final int root;

  public Exhaustive(Aig aig, int literal) {
    this.graph = new Compact(aig, new int[] {literal});
    this.root = graph.literal(literal);
  }

  /** How many inputs it has: two to the power of that are looked at. */
  public int inputs() {
    return graph.leaves.length;
  }

  /** Whether no values of the inputs make it high. */
  public boolean isNever() {
    int inputs = inputs();
    long[] values = new long[graph.size()];
    for (int i = 0; i < Math.min(inputs, PATTERNS.length); i++) {
      values[1 + i] = PATTERNS[i];
    }
    for (long rest = 0; rest < 1L << Math.max(0, inputs - PATTERNS.length); rest++) {
      for (int i = PATTERNS.length; i < inputs; i++) {
        values[1 + i] = -(rest >>> i - PATTERNS.length & 1);
      }
      for (int gate = graph.gates(); gate < values.length; gate++) {
        values[gate] = value(values, graph.first[gate]) & value(values, graph.second[gate]);
      }
      if (value(values, root) != 0) {
        return false;
      }
    }
    return true;
  }

  private static long value(long[] values, int literal) {
    return values[literal >> 1] ^ -(long) (literal & 1);
  }
}
