package vit2rtl.bench.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An and-inverter graph with registers. A literal is twice a node's number, plus one where it is inverted; node 0 is the
 * constant 0. The operands of a gate have smaller numbers than the gate.
 */
final class Aig {
  static final int FALSE = 0;
  static final int TRUE = 1;

  /** What a node is. */
  enum Kind { CONSTANT, INPUT, REGISTER, AND }

  /** What a register holds at the start, or a node in a cycle. */
  enum Start { ZERO, ONE, ANY }

  private final List<Kind> kinds = new ArrayList<>();
  private final List<int[]> operands = new ArrayList<>();
  private final Map<Integer, Start> starts = new HashMap<>();
  private final Map<Integer, Integer> starters = new HashMap<>();
  private final Map<Long, Integer> known = new HashMap<>();

  Aig() {
    node(Kind.CONSTANT, 0, 0);
  }

  private int node(Kind kind, int a, int b) {
    kinds.add(kind);
    operands.add(new int[] {a, b});
    return 2 * (kinds.size() - 1);
  }

  int input() {
    return node(Kind.INPUT, 0, 0);
  }

  int register() {
    return node(Kind.REGISTER, 0, 0);
  }

  /** Says what a register takes. */
  void define(int register, int next) {
    operands.get(register >> 1)[0] = next;
  }

  /** Says what a register holds at the start. */
  void start(int node, Start start) {
    starts.put(node, start);
  }

  /** Says that a register which holds anything at the start holds what another one does. */
  void startLike(int node, int other) {
    starters.put(node, starter(other));
  }

  /** The register that stands for all which hold the same at the start. */
  int starter(int node) {
    return starters.getOrDefault(node, node);
  }

  /** The values of all gates that follow from what is known of inputs and registers, ANY where nothing is. */
  void follow(Start[] known) {
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
  static Start value(Start[] known, int literal) {
    Start value = known[literal >> 1];
    if (value == Start.ANY || (literal & 1) == 0) {
      return value;
    }
    return value == Start.ONE ? Start.ZERO : Start.ONE;
  }

  int and(int a, int b) {
    if (a == FALSE || b == FALSE || a == not(b)) {
      return FALSE;
    }
    if (a == TRUE || a == b) {
      return b;
    }
    if (b == TRUE) {
      return a;
    }
    long key = (long) Math.min(a, b) << 32 | Math.max(a, b);
    return known.computeIfAbsent(key, k -> node(Kind.AND, Math.min(a, b), Math.max(a, b)));
  }

  static int not(int a) {
    return a ^ 1;
  }

  int or(int a, int b) {
    return not(and(not(a), not(b)));
  }

  int xor(int a, int b) {
    return a == b ? FALSE : a == not(b) ? TRUE : mux(a, not(b), b);
  }

  int mux(int choice, int high, int low) {
    return or(and(choice, high), and(not(choice), low));
  }

  int size() {
    return kinds.size();
  }

  Kind kind(int node) {
    return kinds.get(node);
  }

  /** First operand of a gate, or what a register takes. */
  int first(int node) {
    return operands.get(node)[0];
  }

  int second(int node) {
    return operands.get(node)[1];
  }

  Start start(int node) {
    return starts.get(node);
  }
}
