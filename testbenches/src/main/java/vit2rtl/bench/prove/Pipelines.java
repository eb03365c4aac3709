package vit2rtl.bench.prove;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import vit2rtl.bench.prove.graph.Aig;
import vit2rtl.bench.prove.graph.Netlist;
import vit2rtl.bench.prove.graph.Question;

/**
 * The pipelines of a model: registers without reset that move together, each taking what gates make of others that move with
 * it and of what comes from outside. One whose longest way from outside has k registers holds after k moves what the gates
 * make of what was outside before the last 1 to k moves. So it needs no state of its own but a memory of that; before it is
 * full it holds anything.
 */
final class Pipelines {
  private static final int DEEPEST = 24;

  private final Model one;
  private final Aig aig;
  /** Of all registers, and of those that may belong to a pipeline, by their nodes. */
  private final Map<Integer, Integer> all = new HashMap<>();
  private final Map<Integer, Integer> nets = new HashMap<>();
  private final Map<Integer, Integer> enables = new HashMap<>();
  private final Map<Integer, Integer> depths = new HashMap<>();
  /** On a way that leads back to them. */
  private final Set<Integer> circular = new HashSet<>();
  /** By the literal that moves: what a node held before so many moves, and whether so many have been. */
  private final Map<Place, Integer> histories = new HashMap<>();
  private final Map<Place, Integer> moves = new HashMap<>();

  /**
   * What is remembered.
   *
   * @param enable literal of the base model that moves
   * @param node   outside; 0 of the moves themselves
   * @param back   moves
   */
  record Place(int enable, int node, int back) {
    Place before() {
      return new Place(enable, node, back - 1);
    }
  }

  /**
   * Those of a model.
   *
   * @param some nets of the registers that may belong to one
   */
  Pipelines(Model one, Set<Integer> some) {
    this.one = one;
    this.aig = one.aig();
    one.registers().forEach(net -> all.put(one.literal(net) >> 1, net));
    for (int net : new TreeSet<>(some)) {
      if (aig.start(one.literal(net) >> 1) == Aig.Start.ANY && taken(one, net).isPresent()) {
        nets.put(one.literal(net) >> 1, net);
        enables.put(net, one.literal(register(net).enable()));
      }
    }
    nets.values().stream().sorted().forEach(net -> depth(net, new HashSet<>()));
    Map<Integer, Integer> deepest = new HashMap<>();
    depths.forEach((net, depth) -> deepest.merge(enables.get(net), depth, Math::max));
    deepest.forEach((enable, depth) -> {
      for (int back = 1; back <= depth; back++) {
        moves.put(new Place(enable, 0, back), aig.register());
      }
    });
    for (int net : depths.keySet().stream().filter(this::follows).sorted().toList()) {
      int enable = enables.get(net);
      for (int leaf : leaves(taken(one, net).orElseThrow())) {
        for (int back = 1; inside(leaf, enable) == null && back <= deepest.get(enable); back++) {
          histories.computeIfAbsent(new Place(enable, leaf, back), place -> aig.register());
        }
      }
    }
  }

  /** The net of a node that follows in the pipeline of an enable, or null. */
  private Integer inside(int node, int enable) {
    Integer net = nets.get(node);
    return net != null && enables.get(net) == enable && follows(net) ? net : null;
  }

  private Netlist.Register register(int net) {
    return (Netlist.Register) one.netlist().gates().get(net);
  }

  /** What a register takes when it moves, where it takes something only then. */
  private Optional<Integer> taken(Model model, int net) {
    Netlist.Register register = register(net);
    int reset = model.literal(register.reset());
    int taken = model.literal(register.d());
    if (reset == Aig.FALSE) {
      return Optional.of(taken);
    }
    int enable = model.literal(register.enable());
    Set<Integer> factors = new HashSet<>();
    factors(reset, factors);
    Set<Integer> needed = new HashSet<>();
    if (enable != Aig.TRUE) {
      factors(enable, needed);
    }
    if (!factors.containsAll(needed)) {
      return Optional.empty();
    }
    factors.removeAll(needed);
    int cleared = Aig.TRUE;
    for (int factor : new TreeSet<>(factors)) {
      cleared = aig.and(cleared, factor);
    }
    return Optional.of(aig.mux(cleared, register.value() ? Aig.TRUE : Aig.FALSE, taken));
  }

  private void factors(int literal, Set<Integer> factors) {
    if ((literal & 1) == 0 && aig.kind(literal >> 1) == Aig.Kind.AND) {
      factors(aig.first(literal >> 1), factors);
      factors(aig.second(literal >> 1), factors);
    } else {
      factors.add(literal);
    }
  }

  private List<Integer> leaves(int literal) {
    return new Question(aig, List.of(literal)).leaves();
  }

  /** Registers on the longest way from outside; 0 of one that is outside itself. */
  private int depth(int net, Set<Integer> open) {
    Integer known = depths.get(net);
    if (known != null) {
      return known;
    }
    if (!open.add(net)) {
      circular.add(net);
      return 0;
    }
    int depth = 1;
    for (int leaf : leaves(taken(one, net).orElseThrow())) {
      Integer other = nets.get(leaf);
      if (other != null && enables.get(other).equals(enables.get(net))) {
        depth = Math.max(depth, 1 + depth(other, open));
      }
    }
    open.remove(net);
    depths.put(net, circular.contains(net) || depth > DEEPEST ? 0 : depth);
    return depths.get(net);
  }

  /** Whether a register holds what follows from outside. */
  boolean follows(int net) {
    return depths.getOrDefault(net, 0) > 0;
  }

  /** What is remembered, and the registers that do. */
  Map<Place, Integer> histories() {
    return histories;
  }

  /** The net of a register that is remembered, if it is one. */
  Optional<Integer> netOf(Place place) {
    return Optional.ofNullable(all.get(place.node()));
  }

  /** High when what is remembered moves. */
  int moves(Place place, Model gates) {
    return gates.literal(enabling().get(place.enable()));
  }

  /** Nets by the literals that move. */
  private Map<Integer, Integer> enabling() {
    Map<Integer, Integer> enabling = new HashMap<>();
    enables.forEach((net, enable) -> enabling.put(enable, register(net).enable()));
    return enabling;
  }

  /** High when a register holds what follows. */
  int isFull(int net) {
    return moves.get(new Place(enables.get(net), 0, depths.get(net)));
  }

  /** What the registers of a pipeline depend on as to when they move, by as many moves as its deepest one looks back. */
  List<Place> moves() {
    return moves.keySet().stream().sorted(Comparator.comparing(Place::enable).thenComparing(Place::back)).toList();
  }

  /** The moves that a register looks back over. */
  Place moves(int net) {
    return new Place(enables.get(net), 0, depths.get(net));
  }

  /**
   * What a register holds that follows, once it is full.
   *
   * @param gates a model in the same graph and on the same registers as the base, with gates of its own
   * @return nothing where with these gates it takes something else from outside, or on a longer way
   */
  Optional<Integer> value(int net, Model gates) {
    return value(net, 0, depths.get(net), gates, new HashMap<>());
  }

  private Optional<Integer> value(int net, int back, int most, Model gates, Map<List<Integer>, Optional<Integer>> known) {
    List<Integer> key = List.of(net, back);
    if (!known.containsKey(key)) {
      known.put(key, back == most ? Optional.empty() : made(net, back, most, gates, known));
    }
    return known.get(key);
  }

  private Optional<Integer> made(int net, int back, int most, Model gates, Map<List<Integer>, Optional<Integer>> known) {
    Optional<Integer> taken = taken(gates, net);
    int enable = enables.get(net);
    if (taken.isEmpty() || gates.literal(register(net).enable()) != enable) {
      return Optional.empty();
    }
    Map<Integer, Integer> held = new HashMap<>();
    for (int leaf : leaves(taken.get())) {
      Integer other = inside(leaf, enable);
      Optional<Integer> value = other == null ? Optional.ofNullable(histories.get(new Place(enable, leaf, back + 1)))
          : value(other, back + 1, most, gates, known);
      if (value.isEmpty()) {
        return value;
      }
      held.put(leaf, value.get());
    }
    return Optional.of(new Question(aig, List.of(taken.get())).with(taken.get(), held));
  }

  /**
   * Makes the memory of a model remember.
   *
   * @param own   what its registers hold, by their nets
   * @param gates of it
   */
  void define(Map<Integer, Integer> own, Model gates) {
    Map<Integer, Integer> enabling = enabling();
    moves.forEach((place, register) -> {
      int last = place.back() == 1 ? Aig.TRUE : moves.get(place.before());
      aig.define(register, aig.mux(gates.literal(enabling.get(place.enable())), last, register));
      aig.start(register >> 1, Aig.Start.ZERO);
    });
    histories.forEach((place, register) -> {
      int last = place.back() > 1 ? histories.get(place.before())
          : netOf(place).map(own::get).orElse(2 * place.node());
      aig.define(register, aig.mux(gates.literal(enabling.get(place.enable())), last, register));
      aig.start(register >> 1, Aig.Start.ANY);
    });
  }
}
