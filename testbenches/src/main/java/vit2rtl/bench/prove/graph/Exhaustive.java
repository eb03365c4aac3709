package vit2rtl.bench.prove.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether a literal without registers is high for some of all values of its inputs. */
public final class Exhaustive {
  /** The numbers 0 to 63, bit by bit. */
  private static final long[] PATTERNS = {0xAAAAAAAAAAAAAAAAL, 0xCCCCCCCCCCCCCCCCL, 0xF0F0F0F0F0F0F0F0L, 0xFF00FF00FF00FF00L,
      0xFFFF0000FFFF0000L, 0xFFFFFFFF00000000L};

  private final int inputs;
  private final int[] first;
  private final int[] second;
  private final int root;

  public Exhaustive(Aig aig, int literal) {
    Question question = new Question(aig, List.of(literal));
    List<Integer> gates = question.gates();
    this.inputs = question.leaves().size();
    Map<Integer, Integer> own = new HashMap<>(Map.of(0, 0));
    question.leaves().forEach(leaf -> own.put(leaf, own.size()));
    this.first = new int[1 + inputs + gates.size()];
    this.second = new int[first.length];
    for (int gate : gates) {
      int place = own.size();
      first[place] = 2 * own.get(aig.first(gate) >> 1) ^ aig.first(gate) & 1;
      second[place] = 2 * own.get(aig.second(gate) >> 1) ^ aig.second(gate) & 1;
      own.put(gate, place);
    }
    this.root = 2 * own.get(literal >> 1) ^ literal & 1;
  }

  /** How many inputs it has: two to the power of that are looked at. */
  public int inputs() {
    return inputs;
  }

  /** Whether no values of the inputs make it high. */
  public boolean isNever() {
    long[] values = new long[first.length];
    for (int i = 0; i < Math.min(inputs, PATTERNS.length); i++) {
      values[1 + i] = PATTERNS[i];
    }
    for (long rest = 0; rest < 1L << Math.max(0, inputs - PATTERNS.length); rest++) {
      for (int i = PATTERNS.length; i < inputs; i++) {
        values[1 + i] = -(rest >>> i - PATTERNS.length & 1);
      }
      for (int gate = 1 + inputs; gate < values.length; gate++) {
        values[gate] = (values[first[gate] >> 1] ^ -(long) (first[gate] & 1)) & (values[second[gate] >> 1] ^ -(long) (second[gate] & 1));
      }
      if ((values[root >> 1] ^ -(long) (root & 1)) != 0) {
        return false;
      }
    }
    return true;
  }
}
