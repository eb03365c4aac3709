package vit2rtl.bench.prove;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import vit2rtl.bench.prove.graph.Aig;
import vit2rtl.bench.prove.graph.Lanes;

/**
 * 64 random runs of a model at once, from its starting states, that keep what is assumed: a cycle's inputs are drawn
 * until they do, and where none are found the reset is given. Ports of one bit are high seldom, often or mostly, for some
 * cycles each, so that queues fill and drain.
 */
final class RandomRuns {
  private static final int CYCLES = 1500;
  private static final int FEW_CYCLES = 96;
  private static final int OFTEN = 5;
  private static final int SELDOM = 12;
  private static final int TRIES = 24;
  private static final int SHOWN = 29;
  private static final int EPOCH = 24;

  private final Model model;
  private final List<Integer> assumed;
  private final Random random;
  private final Lanes lanes;
  /** Gates that say whether what is assumed holds. */
  private final int[] assuming;
  private final List<int[]> ports = new ArrayList<>();
  private final List<Integer> registers = new ArrayList<>();
  /** A reset is given in one cycle of two to the power of one more than this. */
  private final int seldom;

  RandomRuns(Model model, List<Integer> brokenAssumptions) {
    this(model, brokenAssumptions, OFTEN, 1);
  }

  /** Runs with few resets, in which what waits does, so rows come to their ends. */
  static RandomRuns ofWholeRows(Model model, List<Integer> brokenAssumptions, int seed) {
    return new RandomRuns(model, brokenAssumptions, SELDOM, seed);
  }

  private RandomRuns(Model model, List<Integer> brokenAssumptions, int seldom, int seed) {
    this.seldom = seldom;
    this.random = new Random(seed);
    this.model = model;
    this.assumed = brokenAssumptions;
    this.lanes = new Lanes(model.aig());
    this.assuming = lanes.gatesOf(brokenAssumptions);
    boolean[] taken = new boolean[model.aig().size()];
    model.netlist().inputs().values().forEach(nets -> {
      // What never changes is a constant, not an input.
      int[] nodes = Arrays.stream(nets).map(model::literal).filter(literal -> literal > Aig.TRUE)
          .map(literal -> literal >> 1).toArray();
      Arrays.stream(nodes).forEach(node -> taken[node] = true);
      if (nodes.length > 0) {
        ports.add(nodes);
      }
    });
    for (int node = 1; node < taken.length; node++) {
      if (model.aig().kind(node) == Aig.Kind.INPUT && !taken[node]) {
        ports.add(new int[] {node});
      } else if (model.aig().kind(node) == Aig.Kind.REGISTER) {
        registers.add(node);
      }
    }
  }

  /** What registers and inputs hold in some cycles, 64 runs at once, by their nodes. */
  static List<Map<Integer, Long>> states(Model model, List<Integer> brokenAssumptions) {
    List<Map<Integer, Long>> states = new ArrayList<>();
    RandomRuns runs = new RandomRuns(model, brokenAssumptions);
    int[] cycle = {0};
    runs.run(lanes -> {
      if (cycle[0]++ % SHOWN == 0) {
        Map<Integer, Long> state = new HashMap<>();
        Stream.concat(runs.registers.stream(), runs.ports.stream().flatMap(nodes -> Arrays.stream(nodes).boxed()))
            .forEach(node -> state.put(node, lanes.value(2 * node)));
        states.add(state);
      }
    });
    return states;
  }

  /** Every cycle's state is shown once it is settled. */
  void run(Consumer<Lanes> shown) {
    for (int register : registers) {
      Aig.Start start = model.aig().start(register);
      lanes.set(register, start == Aig.Start.ANY ? random.nextLong() : start == Aig.Start.ONE ? -1 : 0);
    }
    go(CYCLES, shown);
  }

  /** The same, for fewer cycles, from the state of another run. */
  void runFrom(Lanes other, int run, Consumer<Lanes> shown) {
    registers.forEach(register -> lanes.set(register, -(other.value(2 * register) >>> run & 1)));
    go(FEW_CYCLES, shown);
  }

  private void go(int cycles, Consumer<Lanes> shown) {
    int[] odds = new int[ports.size()];
    for (int cycle = 0; cycle < cycles; cycle++) {
      for (int p = 0; p < odds.length && cycle % EPOCH == 0; p++) {
        odds[p] = random.nextInt(5) - 2;
      }
      draw(odds);
      shown.accept(lanes);
      lanes.step();
    }
  }

  private void draw(int[] odds) {
    long open = -1;
    boolean low = (model.resetting() & 1) == 1;
    Map<Integer, Long> waiting = waiting();
    for (int round = 0; round <= TRIES && open != 0; round++) {
      int chosen = random.nextInt(ports.size());
      for (int p = 0; p < ports.size(); p++) {
        // What waits must stay: in every other round all ports but a few keep their values.
        long keep = round % 2 == 0 ? 0 : p == chosen ? 0 : random.nextLong() | random.nextLong();
        for (int node : ports.get(p)) {
          boolean reset = node == model.resetting() >> 1;
          long drawn = reset ? (low ? -1 : 0) ^ (round == TRIES ? -1 : biased(-seldom))
              : biased(ports.get(p).length > 1 ? 0 : odds[p]);
          long mask = reset ? open : open & ~keep;
          long now = lanes.value(2 * node);
          long held = keep == 0 ? now : waiting.getOrDefault(node, now) & open | now & ~open;
          lanes.set(node, held & ~mask | drawn & mask);
        }
      }
      lanes.settle(assuming);
      open = 0;
      for (int broken : assumed) {
        open |= lanes.value(broken);
      }
    }
    lanes.settle();
  }

  /** What inputs held in the cycle before, where that is what they keep; else they keep what was drawn last. */
  private Map<Integer, Long> waiting() {
    Map<Integer, Long> waiting = new HashMap<>();
    if (seldom == SELDOM) {
      ports.forEach(nodes -> Arrays.stream(nodes).forEach(node -> waiting.put(node, lanes.value(2 * node))));
    }
    return waiting;
  }

  /** A half of the bits, or one more bit in two of them set or clear with every step up or down. */
  private long biased(int steps) {
    long bits = random.nextLong();
    for (int i = 0; i < Math.abs(steps); i++) {
      bits = steps > 0 ? bits | random.nextLong() : bits & random.nextLong();
    }
    return bits;
  }
}
