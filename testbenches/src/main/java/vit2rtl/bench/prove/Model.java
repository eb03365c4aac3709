package vit2rtl.bench.prove;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import vit2rtl.bench.prove.graph.Aig;
import vit2rtl.bench.prove.graph.Cone;
import vit2rtl.bench.prove.graph.Netlist;
import vit2rtl.bench.prove.graph.Question;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Reset;

/**
 * A netlist as a graph. It starts in the states that a cycle of reset leaves, whatever was before: registers that take
 * the same value in every such cycle hold that, those that the text initialises and no reset sets hold what it says, all
 * others hold anything.
 */
final class Model {
  private final Netlist netlist;
  private final Aig aig;
  /** What nobody says: a literal for each place, the same in all copies. */
  private final Map<List<Integer>, Integer> unknown;
  private final Map<Integer, Integer> literals = new HashMap<>();
  private final Map<Integer, Netlist.Register> outputs = new HashMap<>();
  private final List<Integer> registers = new ArrayList<>();
  private final int resetting;

  Model(Netlist netlist, ClockPort clock) {
    this(netlist, clock, Map.of());
  }

  /**
   * The same with inputs that never change.
   *
   * @param fixed their values by name
   */
  Model(Netlist netlist, ClockPort clock, Map<String, Integer> fixed) {
    this.netlist = netlist;
    this.aig = new Aig();
    this.unknown = new HashMap<>();
    inputs(fixed, net -> aig.input());
    netlist.gates().forEach((net, gate) -> {
      if (gate instanceof Netlist.Register) {
        literals.put(net, aig.register());
        registers.add(net);
      }
    });
    registers.forEach(net -> {
      aig.define(literals.get(net), next(net));
      outputs.put(literals.get(net), (Netlist.Register) netlist.gates().get(net));
    });
    boolean own = clock == null || clock.reset() == null;
    boolean low = !own && clock.resetLevel() == Reset.Level.LOW;
    this.resetting = literal(netlist.inputs().get(own ? MonitorText.RESET : clock.reset())[0]) ^ (low ? 1 : 0);
    starts().forEach((net, start) -> aig.start(literals.get(net) >> 1, start));
  }

  private Model(Model one, Map<String, Integer> fixed, Map<Integer, Integer> held) {
    this.netlist = one.netlist;
    this.aig = one.aig;
    this.unknown = one.unknown;
    this.resetting = one.resetting;
    inputs(fixed, one.literals::get);
    literals.putAll(held);
    registers.addAll(one.registers);
  }

  private void inputs(Map<String, Integer> fixed, IntUnaryOperator input) {
    literals.put(Netlist.ZERO, Aig.FALSE);
    literals.put(Netlist.ONE, Aig.TRUE);
    netlist.inputs().forEach((name, nets) -> {
      for (int i = 0; i < nets.length; i++) {
        Integer value = fixed.get(name);
        literals.put(nets[i], value == null ? input.applyAsInt(nets[i]) : (value >> i & 1) == 1 ? Aig.TRUE : Aig.FALSE);
      }
    });
    netlist.gates().forEach((net, gate) -> {
      if (gate instanceof Netlist.Free) {
        literals.put(net, input.applyAsInt(net));
      }
    });
  }

  /**
   * A copy in the same graph that has the same inputs, but for those that never change.
   *
   * @param fixed values of these by name
   * @param held  what the copy's registers hold, by their nets
   */
  Model copy(Map<String, Integer> fixed, Map<Integer, Integer> held) {
    return new Model(this, fixed, held);
  }

  /** What a cycle of reset leaves in every register, by its net. */
  Map<Integer, Aig.Start> starts() {
    Map<Integer, Integer> taken = new HashMap<>();
    registers.forEach(net -> taken.put(net, next(net)));
    Aig.Start[] known = new Aig.Start[aig.size()];
    known[resetting >> 1] = (resetting & 1) == 1 ? Aig.Start.ZERO : Aig.Start.ONE;
    aig.follow(known);
    Map<Integer, Aig.Start> starts = new HashMap<>();
    taken.forEach((net, next) -> {
      Aig.Start left = Aig.value(known, next);
      Boolean initial = netlist.initial().get(net);
      starts.put(net, left != Aig.Start.ANY || initial == null ? left : initial ? Aig.Start.ONE : Aig.Start.ZERO);
    });
    return starts;
  }

  /** Nets of all registers. */
  List<Integer> registers() {
    return registers;
  }

  /**
   * The registers by the words that they are the bits of.
   *
   * @param within what the names of these words begin with
   */
  Map<String, List<Integer>> words(String within) {
    Map<Integer, String> names = new HashMap<>();
    netlist.names().forEach((name, nets) -> {
      for (int net : nets) {
        names.merge(net, name, (a, b) -> a.startsWith(within) ? a : b);
      }
    });
    Map<String, List<Integer>> words = new LinkedHashMap<>();
    for (int net : registers) {
      String name = names.getOrDefault(net, within + net);
      if (name.startsWith(within)) {
        words.computeIfAbsent(name, key -> new ArrayList<>()).add(net);
      }
    }
    return words;
  }

  Aig aig() {
    return aig;
  }

  Netlist netlist() {
    return netlist;
  }

  /**
   * Registers of an instance that hold anything at the start hold what those of the same name in another one hold.
   *
   * @param one   what the names in that instance begin with
   * @param other what they begin with in the other
   */
  void startAlike(String one, String other) {
    netlist.names().forEach((name, nets) -> {
      int[] pair = name.startsWith(one) ? netlist.names().get(other + name.substring(one.length())) : null;
      for (int i = 0; pair != null && i < Math.min(nets.length, pair.length); i++) {
        if (isAnyRegister(nets[i]) && isAnyRegister(pair[i]) && nets[i] != pair[i]) {
          aig.startLike(literals.get(pair[i]) >> 1, literals.get(nets[i]) >> 1);
        }
      }
    });
  }

  /**
   * Whether the first reset, from whatever state, the same in a copy, leaves in a register what it leaves in the copy's.
   *
   * @param same the copy on the registers of this one
   */
  boolean startsAlike(Model same, int net) {
    int apart = aig.xor(next(net), same.next(net));
    return new Question(aig, List.of(apart)).with(apart, Map.of(resetting >> 1, 1 ^ resetting & 1)) == Aig.FALSE;
  }

  /**
   * The words, of some, that a difference between this and a copy on its registers may reach, each behind those that it comes
   * from.
   */
  List<List<Integer>> reached(Model same, List<List<Integer>> words) {
    List<List<Integer>> reached = new ArrayList<>();
    Set<Integer> nodes = new HashSet<>();
    for (boolean grown = true; grown; ) {
      grown = false;
      for (List<Integer> word : words) {
        if (!nodes.contains(literals.get(word.get(0)) >> 1) && word.stream().anyMatch(net -> next(net) != same.next(net)
            || new Question(aig, List.of(same.next(net))).leaves().stream().anyMatch(nodes::contains))) {
          reached.add(word);
          word.forEach(net -> nodes.add(literals.get(net) >> 1));
          grown = true;
        }
      }
    }
    return reached;
  }

  private boolean isAnyRegister(int net) {
    return netlist.gates().get(net) instanceof Netlist.Register
        && aig.start(literals.get(net) >> 1) == Aig.Start.ANY;
  }

  /** The register whose output a literal is. */
  Netlist.Register registerOf(int literal) {
    return outputs.get(literal);
  }

  /** High during a reset. */
  int resetting() {
    return resetting;
  }

  /** What a register takes. */
  int next(int net) {
    Netlist.Register register = (Netlist.Register) netlist.gates().get(net);
    int taken = aig.mux(literal(register.enable()), operand(register.d(), net, 0), literals.get(net));
    return aig.mux(literal(register.reset()), register.value() ? Aig.TRUE : Aig.FALSE, taken);
  }

  /** The literal of a net. */
  int literal(int net) {
    Integer known = literals.get(net);
    if (known != null) {
      return known;
    }
    if (net == Netlist.ANY) {
      return aig.input();
    }
    Deque<Integer> open = new ArrayDeque<>(List.of(net));
    while (!open.isEmpty()) {
      int top = open.peek();
      if (literals.containsKey(top)) {
        open.pop();
        continue;
      }
      Netlist.Gate gate = netlist.gates().get(top);
      if (gate == null) {
        literals.put(top, any(top, 0));
      } else if (gate instanceof Netlist.Not not) {
        if (ready(open, not.a())) {
          literals.put(top, Aig.not(operand(not.a(), top, 0)));
        }
      } else if (gate instanceof Netlist.And and && ready(open, and.a()) & ready(open, and.b())) {
        literals.put(top, aig.and(operand(and.a(), top, 0), operand(and.b(), top, 1)));
      }
    }
    return literals.get(net);
  }

  /** What the gate of a net makes of its operands, whatever else stands for the net. */
  int gate(int net) {
    Netlist.And and = (Netlist.And) netlist.gates().get(net);
    return aig.and(operand(and.a(), net, 0), operand(and.b(), net, 1));
  }

  private int operand(int net, int of, int place) {
    return net == Netlist.ANY ? any(of, place) : literal(net);
  }

  private int any(int of, int place) {
    return unknown.computeIfAbsent(List.of(of, place), key -> aig.input());
  }

  private boolean ready(Deque<Integer> open, int net) {
    if (net == Netlist.ANY || literals.containsKey(net)) {
      return true;
    }
    open.push(net);
    return false;
  }

  /** A property for every instance that states it. */
  List<Property> instances(Property property) {
    List<Netlist.Statement> statements = netlist.stated().getOrDefault(property.label(), List.of());
    return statements.isEmpty() ? List.of(property)
        : statements.stream().map(statement -> property.in(statement.path())).toList();
  }

  /** High in cycles in which a property is broken, or reached; of all instances that state it. */
  int occurs(Property property) {
    List<Netlist.Statement> statements = netlist.stated().get(property.label());
    if (statements == null) {
      return named(property.label());
    }
    int some = Aig.FALSE;
    for (Netlist.Statement statement : statements) {
      if (!property.path().isEmpty() && !property.path().equals(statement.path())) {
        continue;
      }
      some = aig.or(some, occurs(statement, property.kind() == Property.Kind.REACHED));
    }
    return some;
  }

  /** An assumption of every instance that states it. */
  List<Assumption> instances(Assumption assumption) {
    return netlist.stated().getOrDefault(assumption.label(), List.of()).stream()
        .map(statement -> assumption.in(statement.path())).toList();
  }

  /**
   * Whether an assumption is about what is in beats, more than when they pass and where in their rows they are.
   *
   * @param control names of the ports that say that
   */
  boolean isOfValues(Assumption assumption, Set<String> control) {
    BitSet values = new BitSet();
    netlist.inputs().forEach((name, nets) -> Arrays.stream(control.contains(name) ? new int[0] : nets)
        .forEach(net -> values.set(literal(net) >> 1)));
    values.clear(resetting >> 1);
    netlist.gates().forEach((net, gate) -> {
      if (gate instanceof Netlist.Free) {
        values.set(literal(net) >> 1);
      }
    });
    return new Cone(aig, broken(assumption), List.of()).inputs().stream().anyMatch(values::get);
  }

  /** High in cycles in which an assumption is broken. */
  int broken(Assumption assumption) {
    return occurs(assumption.asProperty());
  }

  private int named(String name) {
    int[] nets = netlist.names().get(name);
    return nets == null ? Aig.FALSE : literal(nets[0]);
  }

  /**
   * A statement is sampled at a clock edge: what the registers that Yosys puts before it take is what holds now. During a
   * reset nothing is stated, for nothing is assumed then.
   */
  private int occurs(Netlist.Statement statement, boolean wanted) {
    int condition = sampled(statement.condition());
    int stated = aig.and(sampled(statement.enable()), Aig.not(resetting));
    return aig.and(stated, wanted ? condition : Aig.not(condition));
  }

  private int sampled(int net) {
    int literal = literal(net);
    return netlist.gates().get(net) instanceof Netlist.Register ? aig.first(literal >> 1) : literal;
  }
}
