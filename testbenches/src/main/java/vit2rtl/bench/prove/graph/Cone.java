package vit2rtl.bench.prove.graph;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of a model that one property depends on, with the assumptions that speak of it, as an AIGER file of one
 * output. Assumptions that share no input with it say nothing about it and are left out.
 *
 * <p>As a step of an induction it begins in any state in which invariants hold, and the output is high where the
 * property is broken in the cycle behind a number of cycles in which it holds.
 */
public final class Cone {
  private final Aig aig;
  private final BitSet nodes = new BitSet();
  private final List<Integer> assumed = new ArrayList<>();
  private final List<Integer> invariants;
  private final int target;
  /** Cycles of an induction in which the target is low, before the one that is looked at; negative without induction. */
  private final int before;

  private final List<Integer> inputs = new ArrayList<>();
  private final List<Integer> registers = new ArrayList<>();
  private final List<Integer> gates = new ArrayList<>();

  public Cone(Aig aig, int target, List<Integer> brokenAssumptions) {
    this(aig, target, brokenAssumptions, List.of(), -1);
  }

  /** A step of an induction over so many cycles, from the states in which none of these invariants is broken. */
  public static Cone step(Aig aig, int target, List<Integer> brokenAssumptions, List<Integer> brokenInvariants, int cycles) {
    return new Cone(aig, target, brokenAssumptions, brokenInvariants, cycles);
  }

  private Cone(Aig aig, int target, List<Integer> brokenAssumptions, List<Integer> invariants, int before) {
    this.aig = aig;
    this.target = target;
    this.invariants = invariants;
    this.before = before;
    reach(nodes, target);
    invariants.forEach(broken -> reach(nodes, broken));
    List<Integer> left = new ArrayList<>(brokenAssumptions);
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Integer broken : List.copyOf(left)) {
        BitSet own = new BitSet();
        reach(own, broken);
        if (sharesInput(own)) {
          nodes.or(own);
          assumed.add(broken);
          left.remove(broken);
          grown = true;
        }
      }
    }
    for (int node = nodes.nextSetBit(0); node >= 0; node = nodes.nextSetBit(node + 1)) {
      switch (aig.kind(node)) {
        case INPUT -> inputs.add(node);
        case REGISTER -> registers.add(node);
        case AND -> gates.add(node);
        case CONSTANT -> { }
      }
    }
  }

  private boolean sharesInput(BitSet own) {
    for (int node = own.nextSetBit(0); node >= 0; node = own.nextSetBit(node + 1)) {
      if (nodes.get(node) && aig.kind(node) == Aig.Kind.INPUT) {
        return true;
      }
    }
    return false;
  }

  private void reach(BitSet reached, int literal) {
    List<Integer> open = new ArrayList<>(List.of(literal >> 1));
    while (!open.isEmpty()) {
      int node = open.remove(open.size() - 1);
      if (reached.get(node)) {
        continue;
      }
      reached.set(node);
      switch (aig.kind(node)) {
        case AND -> {
          open.add(aig.first(node) >> 1);
          open.add(aig.second(node) >> 1);
        }
        case REGISTER -> open.add(aig.first(node) >> 1);
        default -> { }
      }
    }
  }

  /** Registers of the design and its monitor. */
  public int registers() {
    return registers.size();
  }

  /** Nodes of the inputs, in the order of the file; the file has more behind them, for what registers hold at first. */
  public List<Integer> inputs() {
    return List.copyOf(inputs);
  }

  /**
   * Nodes of the registers that hold anything at first, in the order of the inputs that say what; of those that hold the
   * same, one.
   */
  public List<Integer> anyStarts() {
    return registers.stream().filter(this::beginsAnyhow).map(this::starter).distinct().toList();
  }

  private boolean beginsAnyhow(int register) {
    return before >= 0 || aig.start(register) == Aig.Start.ANY;
  }

  /** The register whose first value this one has; in a step of an induction each has its own. */
  private int starter(int register) {
    return before >= 0 ? register : aig.starter(register);
  }

  /** The file, binary. Every register starts at 0 in it: one that starts at 1 is kept inverted. */
  public byte[] aiger() {
    Map<Integer, Integer> map = new HashMap<>(Map.of(0, 0));
    List<int[]> ands = new ArrayList<>();
    List<Integer> any = anyStarts();
    int number = 0;
    for (int input : inputs) {
      map.put(input, 2 * ++number);
    }
    int anyInputs = number;
    number += any.size();
    int inputCount = number;
    // One register more says that the first cycle is over, one that an assumption has been broken.
    int started = 2 * ++number;
    int failed = 2 * ++number;
    int[] ages = new int[Math.max(0, before)];
    for (int i = 0; i < ages.length; i++) {
      ages[i] = 2 * ++number;
    }
    Map<Integer, Integer> held = new HashMap<>();
    for (int register : registers) {
      held.put(register, 2 * ++number);
    }
    Gates out = new Gates(number, ands);
    Map<Integer, Integer> first = new HashMap<>();
    for (int i = 0; i < any.size(); i++) {
      first.put(any.get(i), 2 * (anyInputs + i + 1));
    }
    for (int register : registers) {
      if (beginsAnyhow(register)) {
        map.put(register, out.mux(started, held.get(register), first.get(starter(register))));
      }
    }
    for (int register : registers) {
      map.computeIfAbsent(register, r -> held.get(r) ^ inverted(r));
    }
    for (int gate : gates) {
      map.put(gate, out.and(Aiger.at(map, aig.first(gate)), Aiger.at(map, aig.second(gate))));
    }
    int broken = failed;
    for (int each : assumed) {
      broken = out.or(broken, Aiger.at(map, each));
    }
    for (int each : invariants) {
      broken = out.or(broken, out.and(started ^ 1, Aiger.at(map, each)));
    }
    int age = before < 0 ? 1 : before == 0 ? started ^ 1 : ages[before - 1];
    int output = out.and(out.and(Aiger.at(map, target), age), broken ^ 1);
    StringBuilder latches = new StringBuilder("1\n" + (before <= 0 ? broken : out.or(broken, Aiger.at(map, target))) + "\n");
    for (int i = 0; i < ages.length; i++) {
      latches.append(i == 0 ? started ^ 1 : ages[i - 1]).append('\n');
    }
    for (int register : registers) {
      latches.append(Aiger.at(map, aig.first(register)) ^ inverted(register)).append('\n');
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(("aig " + out.last() + " " + inputCount + " " + (registers.size() + 2 + ages.length) + " 1 " + ands.size() + "\n"
        + latches + output + "\n").getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < ands.size(); i++) {
      int self = 2 * (number + i + 1);
      Aiger.delta(file, self - ands.get(i)[0]);
      Aiger.delta(file, ands.get(i)[0] - ands.get(i)[1]);
    }
    return file.toByteArray();
  }

  private int inverted(int register) {
    return before < 0 && aig.start(register) == Aig.Start.ONE ? 1 : 0;
  }

  /** Gates of the file, numbered behind everything else, the greater operand first. */
  private record Gates(int before, List<int[]> ands) {
    int and(int a, int b) {
      ands.add(new int[] {Math.max(a, b), Math.min(a, b)});
      return 2 * last();
    }

    int or(int a, int b) {
      return and(a ^ 1, b ^ 1) ^ 1;
    }

    int mux(int choice, int high, int low) {
      return or(and(choice, high), and(choice ^ 1, low));
    }

    int last() {
      return before + ands.size();
    }
  }
}
