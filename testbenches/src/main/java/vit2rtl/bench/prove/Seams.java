package vit2rtl.bench.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vit2rtl.bench.prove.graph.Aig;
import vit2rtl.bench.prove.graph.Netlist;
import vit2rtl.bench.prove.graph.Question;

/**
 * Where the gates of a copy begin to be others than the original's: the nets behind what its fixed inputs decide. Each of them
 * is an input of its own in the copy, for which the original's value is taken in the end, beside a mark that says where the
 * copy's own gates give another one. So gates behind it are the original's, and products need not be compared.
 */
final class Seams {
  private static final int SETTLING = 4;

  private final Aig aig;
  /** Inputs that stand for nets of the copy, by these nets. */
  private final Map<Integer, Integer> inputs = new TreeMap<>();

  /**
   * Those of a copy.
   *
   * @param one  the original
   * @param same the copy on the original's registers
   */
  Seams(Model one, Model same) {
    this.aig = one.aig();
    one.netlist().gates().forEach((net, gate) -> {
      if (gate instanceof Netlist.And and && one.literal(net) != same.literal(net) && !isDecided(one, same, net)
          && (isDecided(one, same, and.a()) || isDecided(one, same, and.b()))) {
        inputs.put(net, aig.input());
      }
    });
  }

  private Seams(Aig aig) {
    this.aig = aig;
  }

  /** None, so all gates of the copy are its own. */
  static Seams none(Model one) {
    return new Seams(one.aig());
  }

  /** Whether a net says what is chosen, or is a gate that a choice opens or shuts. */
  private static boolean isDecided(Model one, Model same, int net) {
    int behind = throughInverters(one, net);
    return isChoice(one, same, behind) || one.netlist().gates().get(behind) instanceof Netlist.And and
        && (isChoice(one, same, throughInverters(one, and.a())) || isChoice(one, same, throughInverters(one, and.b())));
  }

  private static int throughInverters(Model one, int net) {
    int behind = net;
    while (one.netlist().gates().get(behind) instanceof Netlist.Not not) {
      behind = not.a();
    }
    return behind;
  }

  private static boolean isChoice(Model one, Model same, int net) {
    return net != Netlist.ANY && one.literal(net) == Aig.not(same.literal(net)) && one.literal(net) <= Aig.TRUE;
  }

  /**
   * High in the first cycles, in which registers that no reset sets still have of what was before it: what never differs from
   * then on is idle.
   */
  static int settling(Aig aig) {
    int settling = Aig.FALSE;
    for (int cycle = 0; cycle < SETTLING; cycle++) {
      int register = aig.register();
      aig.define(register, settling);
      aig.start(register >> 1, Aig.Start.ONE);
      settling = register;
    }
    return settling;
  }

  /** What a copy has at its nets that are seams. */
  Map<Integer, Integer> inputs() {
    return inputs;
  }

  /** A literal of the copy, with the original's values at the seams. */
  int closed(int literal, Model original) {
    if (inputs.isEmpty()) {
      return literal;
    }
    Map<Integer, Integer> values = new HashMap<>();
    inputs.forEach((net, input) -> values.put(input >> 1, original.literal(net)));
    return new Question(aig, List.of(literal)).with(literal, values);
  }

  /** The nets, those first that others depend on. */
  List<Integer> inOrder(Model copy) {
    Map<Integer, Integer> nets = new HashMap<>();
    inputs.forEach((net, input) -> nets.put(input >> 1, net));
    List<Integer> order = new ArrayList<>();
    inputs.keySet().forEach(net -> visit(net, copy, nets, order));
    return order;
  }

  private void visit(int net, Model copy, Map<Integer, Integer> nets, List<Integer> order) {
    if (!order.contains(net)) {
      new Question(aig, List.of(copy.gate(net))).leaves().stream().filter(nets::containsKey)
          .forEach(leaf -> visit(nets.get(leaf), copy, nets, order));
      order.add(net);
    }
  }
}
