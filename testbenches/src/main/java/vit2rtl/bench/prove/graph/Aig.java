package vit2rtl.bench.prove.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An and-inverter graph with registers. A literal is twice a node's number, plus one where it is inverted; node 0 is the
 * constant 0. The operands of a gate have smaller numbers than the gate.
 */
public final class Aig {
  public static final int FALSE = 0;
  public static final int TRUE = 1;

  /** What a node is. */
  public enum Kind { CONSTANT, INPUT, REGISTER, AND }

  /** What a register holds at the start, or a node in a cycle. */
  public enum Start { ZERO, ONE, ANY }

  private final List<Kind> kinds = new ArrayList<>();
  private final List<int[]> operands = new ArrayList<>();
  private final Map<Integer, Start> starts = new HashMap<>();
  private final Map<Integer, Integer> starters = new HashMap<>();
  private final Map<Long, Integer> known = new HashMap<>();

  public Aig() {
    node(Kind.CONSTANT, 0, 0);
  }

  private int node(Kind kind, int a, int b) {
    kinds.add(kind);
    operands.add(new int[] {a, b});
    return 2 * (kinds.size() - 1);
  }

  public int input() {
    return node(Kind.INPUT, 0, 0);
  }

  public int register() {
    return node(Kind.REGISTER, 0, 0);
  }

  /** Says what a register takes. */
  public void define(int register, int next) {
    operands.get(register >> 1)[0] = next;
  }

  /** Says what a register holds at the start. */
  public void start(int node, Start start) {
    starts.put(node, start);
  }

  /** Says that a register which holds anything at the start holds what another one does. */
  public void startLike(int node, int other) {
    starters.put(node, starter(other));
  }

  /** Says that a register holds at the start what another one does. */
  public void startAs(int node, int other) {
    start(node, start(other));
    if (start(other) == Start.ANY) {
      startLike(node, other);
    }
  }

  /** The register that stands for all which hold the same at the start. */
  public int starter(int node) {
    return starters.getOrDefault(node, node);
  }

  /** The values of all gates that follow from what is known of inputs and registers, ANY where nothing is. */
  public void follow(Start[] known) {
    known[0] = Start.ZERO;
    for (int node = 1; node < known.length; node++) {
      if (kinds.get(node) == Kind.AND) {
        Start a = value(known, first(node));
        Start b = value(known, second(node));
        known[node] = a == Start.ZERO || b == Start.ZERO ? Start.ZERO
            : a == Start.ONE && b == Start.ONE ? Start.ONE : Start.ANY;
      } else if (known[node] == null) {
        known[node] = Start.ANY;
      }
    }
  }

  /** The value of a literal. */
  public static Start value(Start[] known, int literal) {
    Start value = known[literal >> 1];
    if (value == Start.ANY || (literal & 1) == 0) {
      return value;
    }
    return value == Start.ONE ? Start.ZERO : Start.ONE;
  }

  public int and(int a, int b) {
    if (a == FALSE || b == FALSE || a == not(b)) {
      return FALSE;
    }
    if (a == TRUE || a == b) {
      return b;
    }
    if (b == TRUE) {
      return a;
    }
    return known.computeIfAbsent(key(a, b), k -> node(Kind.AND, Math.min(a, b), Math.max(a, b)));
  }

  private static long key(int a, int b) {
    return (long) Math.min(a, b) << 32 | Math.max(a, b);
  }

  public static int not(int a) {
    return a ^ 1;
  }

  public int or(int a, int b) {
    return not(and(not(a), not(b)));
  }

  public int xor(int a, int b) {
    return a == b ? FALSE : a == not(b) ? TRUE : mux(a, not(b), b);
  }

  public int mux(int choice, int high, int low) {
    return or(and(choice, high), and(not(choice), low));
  }

  /** Takes away the nodes from a number on, on which no other depends. */
  public void forget(int from) {
    for (int node = kinds.size() - 1; node >= from; node--) {
      if (kinds.remove(node) == Kind.AND) {
        known.remove(key(first(node), second(node)));
      }
      operands.remove(node);
      starts.remove(node);
      starters.remove(node);
    }
  }

  public int size() {
    return kinds.size();
  }

  public Kind kind(int node) {
    return kinds.get(node);
  }

  /** First operand of a gate, or what a register takes. */
  public int first(int node) {
    return operands.get(node)[0];
  }

  /** What a literal of a register is in the next cycle. */
  public int next(int literal) {
    return first(literal >> 1) ^ literal & 1;
  }

  public int second(int node) {
    return operands.get(node)[1];
  }

  public Start start(int node) {
    return starts.get(node);
  }
}
