package vit2rtl.bench.prove;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vit2rtl.bench.prove.graph.Aig;
import vit2rtl.bench.prove.graph.Cone;
import vit2rtl.bench.prove.graph.Netlist;
import vit2rtl.bench.prove.graph.Possible;
import vit2rtl.bench.prove.graph.Question;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.RtlDesign;

/**
 * How far a difference spreads, seen by control alone: the registers that say when beats pass and where rows end, and what
 * these depend on. The copy's are kept beside the original's where they may differ. Of all other values nothing is known
 * but {@linkplain Possible what they may be}; a word of registers has a mark that is set while the copy's may hold another value.
 *
 * <p>That system can do all that the two designs can, and more. It has few registers and inputs, so all its states can be gone
 * over, also where that takes many cycles.
 */
final class ControlSpread {
  /** What control is. */
  enum Width {
    /** What handshakes and the ends of rows depend on. */
    HANDSHAKES,
    /** And all other registers with a reset that depend on no more, such as those that say where a queue is read. */
    COUNTERS,
    /** And those of one bit without a reset, such as those that say where in its row a stage's beat is. */
    FLAGS
  }

  private final Model one;
  private final Aig aig;
  private final List<List<Integer>> words;
  /** Nodes of control's inputs and registers. */
  private final Set<Integer> control;
  /** Nodes of all inputs that bring values, where what nobody says is told from these: it is the same in both. */
  private final Optional<Set<Integer>> valuePorts;
  private final List<Integer> broken;

  /**
   * The original; nothing where its control depends on other inputs than those of streams' handshakes.
   *
   * @param one         with the inputs that never change as they are there
   * @param assumptions of its environment
   * @param within      what the names of registers begin with that are compared
   */
  static Optional<ControlSpread> of(Model one, RtlDesign design, List<Assumption> assumptions, String within,
      Width width) {
    Set<String> handshakes = Prover.control(design);
    List<Integer> open = new ArrayList<>();
    design.ports().stream().filter(port -> port.direction() == Direction.OUT && handshakes.contains(port.name()))
        .forEach(port -> open.add(one.literal(one.netlist().names().get(port.name())[0])));
    List<Integer> broken = assumptions.stream().filter(each -> !one.isOfValues(each, handshakes)).map(one::broken).toList();
    open.addAll(broken);
    Set<Integer> others = new HashSet<>();
    one.netlist().inputs().forEach((name, nets) -> Arrays.stream(handshakes.contains(name) ? new int[0] : nets)
        .forEach(net -> others.add(one.literal(net) >> 1)));
    others.remove(one.resetting() >> 1);
    Map<Integer, Integer> nets = new HashMap<>();
    one.registers().forEach(net -> nets.put(one.literal(net) >> 1, net));
    Set<Integer> control = new HashSet<>(Set.of(one.resetting() >> 1));
    while (!open.isEmpty()) {
      for (int leaf : new Question(one.aig(), List.of(open.remove(open.size() - 1))).leaves()) {
        if (others.contains(leaf)) {
          return Optional.empty();
        }
        if (control.add(leaf) && nets.containsKey(leaf)) {
          open.add(one.next(nets.get(leaf)));
        }
      }
    }
    List<List<Integer>> words = List.copyOf(one.words(within).values());
    if (width != Width.HANDSHAKES) {
      control.addAll(counters(one, words, control, others, width));
    }
    return Optional.of(new ControlSpread(one, words, control,
        width == Width.HANDSHAKES ? Optional.empty() : Optional.of(others), broken));
  }

  private static Set<Integer> counters(Model one, List<List<Integer>> words, Set<Integer> control, Set<Integer> others,
      Width width) {
    Map<Integer, Integer> counters = new HashMap<>();
    words.forEach(word -> word.stream().filter(net -> width == Width.FLAGS && word.size() == 1
        || one.aig().start(one.literal(net) >> 1) != Aig.Start.ANY)
        .forEach(net -> counters.put(one.literal(net) >> 1, net)));
    boolean fewer = true;
    while (fewer) {
      fewer = counters.values().removeIf(net -> new Question(one.aig(), List.of(one.next(net))).leaves().stream()
          .anyMatch(leaf -> one.aig().kind(leaf) == Aig.Kind.INPUT ? others.contains(leaf)
              : !control.contains(leaf) && !counters.containsKey(leaf)));
    }
    return counters.keySet();
  }

  private ControlSpread(Model one, List<List<Integer>> words, Set<Integer> control,
      Optional<Set<Integer>> valuePorts, List<Integer> broken) {
    this.valuePorts = valuePorts;
    this.one = one;
    this.aig = one.aig();
    this.words = words;
    this.control = control;
    this.broken = broken;
  }

  /** A copy with other values at inputs that never change; nothing where its control depends on more than the original's. */
  Optional<Copy> with(Map<String, Integer> fixed) {
    Map<Integer, Integer> held = new HashMap<>();
    one.registers().forEach(net -> held.put(net, one.literal(net)));
    Model same = one.copy(fixed, held);
    Map<List<Integer>, Integer> marks = new LinkedHashMap<>();
    for (List<Integer> word : one.reached(same, words)) {
      word.stream().filter(this::isControl).forEach(net -> held.put(net, aig.register()));
      if (!word.stream().allMatch(this::isControl)) {
        marks.put(word, aig.register());
      }
    }
    Copy copy = new Copy(one.copy(fixed, held), held, marks);
    return copy.define(same, held) ? Optional.of(copy) : Optional.empty();
  }

  private boolean isControl(int register) {
    return control.contains(one.literal(register) >> 1);
  }

  /** The copy beside the original. */
  final class Copy {
    private final Model copy;
    private final Map<List<Integer>, Integer> marks;
    private final Map<Integer, Integer> markOf = new HashMap<>();
    private final Map<Integer, Possible> values = new HashMap<>();
    /** Nodes, and whether control alone says what they are. */
    private final Map<Integer, Boolean> known = new HashMap<>();

    private Copy(Model copy, Map<Integer, Integer> held, Map<List<Integer>, Integer> marks) {
      this.copy = copy;
      this.marks = marks;
      marks.forEach((word, mark) -> word.forEach(net -> markOf.put(net, mark)));
      control.forEach(node -> known.put(node, true));
      held.forEach((net, own) -> known.put(own >> 1, isControl(net)));
    }

    private boolean define(Model same, Map<Integer, Integer> held) {
      for (int net : one.registers()) {
        int own = held.get(net);
        if (own != one.literal(net)) {
          int next = copy.next(net);
          if (!isKnown(next)) {
            return false;
          }
          aig.define(own, next);
          if (one.startsAlike(same, net)) {
            aig.startAs(own >> 1, one.literal(net) >> 1);
          } else {
            aig.start(own >> 1, Aig.Start.ANY);
          }
        }
      }
      marks.forEach((word, mark) -> {
        List<Integer> marked = word.stream().filter(net -> !isControl(net)).toList();
        aig.define(mark, marked.stream().map(net -> next(net).differ()).reduce(Aig.FALSE, aig::or));
        // Where more is marked more may differ, so a start that is marked stands for one that may be.
        aig.start(mark >> 1, marked.stream().allMatch(net -> one.startsAlike(same, net)) ? Aig.Start.ZERO : Aig.Start.ONE);
      });
      return true;
    }

    private boolean isKnown(int literal) {
      Deque<Integer> open = new ArrayDeque<>(List.of(literal >> 1));
      while (!open.isEmpty()) {
        int node = open.peek();
        if (known.containsKey(node)) {
          open.pop();
        } else if (aig.kind(node) != Aig.Kind.AND) {
          known.put(node, aig.kind(node) == Aig.Kind.CONSTANT || aig.kind(node) == Aig.Kind.INPUT
              && valuePorts.filter(ports -> !ports.contains(node)).isPresent());
        } else {
          Boolean a = known.get(aig.first(node) >> 1);
          Boolean b = known.get(aig.second(node) >> 1);
          if (a != null && b != null) {
            known.put(node, a && b);
          } else {
            open.push((a == null ? aig.first(node) : aig.second(node)) >> 1);
          }
        }
      }
      return known.get(literal >> 1);
    }

    /** What a register takes. */
    private Possible next(int net) {
      Netlist.Register register = (Netlist.Register) one.netlist().gates().get(net);
      int reset = register.value() ? Aig.TRUE : Aig.FALSE;
      Possible taken = value(register.enable()).choice(aig, value(register.d()), value(net));
      return value(register.reset()).choice(aig, Possible.exactly(aig, reset, reset), taken);
    }

    private Possible value(int net) {
      Deque<Integer> open = new ArrayDeque<>(List.of(net));
      while (!open.isEmpty()) {
        int top = open.peek();
        if (top == Netlist.ANY) {
          values.put(top, Possible.anything(Aig.FALSE));
        } else if (!values.containsKey(top) && isKnown(one.literal(top)) && isKnown(copy.literal(top))) {
          values.put(top, Possible.exactly(aig, one.literal(top), copy.literal(top)));
        }
        if (values.containsKey(top)) {
          open.pop();
          continue;
        }
        Netlist.Gate gate = one.netlist().gates().get(top);
        if (gate instanceof Netlist.Not not) {
          if (isReady(open, not.a())) {
            values.put(top, values.get(not.a()).not());
          }
        } else if (gate instanceof Netlist.And and) {
          if (isReady(open, and.a()) && isReady(open, and.b())) {
            values.put(top, values.get(and.a()).and(aig, values.get(and.b())));
          }
        } else {
          values.put(top, Possible.anything(markOf.getOrDefault(top, Aig.FALSE)));
        }
      }
      return values.get(net);
    }

    private boolean isReady(Deque<Integer> open, int operand) {
      if (!values.containsKey(operand)) {
        open.push(operand);
      }
      return values.containsKey(operand);
    }

    /** High where a net of the copy may differ. */
    int differs(int net) {
      return value(net).differ();
    }

    /** A target with what it depends on. */
    Cone cone(int target) {
      return new Cone(aig, target, broken);
    }
  }
}
