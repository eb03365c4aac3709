package vit2rtl.bench.prove;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import vit2rtl.bench.prove.graph.Abc;
import vit2rtl.bench.prove.graph.Aig;
import vit2rtl.bench.prove.graph.Cone;
import vit2rtl.bench.prove.graph.Netlist;
import vit2rtl.bench.prove.graph.Question;
import vit2rtl.bench.prove.graph.Verdict;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;
import vit2rtl.sim.tool.Folders;

/**
 * Whether a design does the same with a value at one of its inputs, which keeps it, as with 0 there: in every run from a
 * reset on, resets in any cycle included, with sources that keep the rules of streams. What is offered is compared when it
 * is offered, whether something is offered and taken always. Both are of one reading by Yosys, so gates that do the same are
 * the same gates, and what is left to prove is what the value changes.
 */
public final class Twins {
  private static final String PREFIX = "vit2rtl-twins";
  private static final String WITHIN = "dut.";
  /** Seconds of processor time for what is simple. */
  private static final int SOON = 1;
  /** Registers whose equivalences ABC looks for by itself. */
  private static final int MOST_SWEPT = 800;
  private static final List<Map<Integer, Long>> ANYTHING = Collections.nCopies(8, Map.of());

  private final RtlDesign design;
  private final String choice;
  private final ClockPort clock;
  private final List<Assumption> assumptions;
  private final Netlist netlist;
  private Model one;
  private List<Integer> broken;
  private List<Guards.Guard> never;
  private List<Map<Integer, Long>> states;

  /**
   * Reads a design.
   *
   * @param choice   name of the input
   * @param contract how its environment behaves
   */
  public Twins(RtlDesign design, String choice, Contract contract) {
    this.design = design;
    this.choice = choice;
    this.clock = design.clocks().isEmpty() ? null : design.clocks().get(0);
    MonitorText monitor = MonitorText.of(design, new Contract(contract.rows(), List.of(), List.of(), contract.givens()));
    this.assumptions = monitor.assumptions().stream()
        .filter(assumption -> assumption.scope() == Assumption.Scope.ALL).toList();
    this.netlist = Folders.temporary(PREFIX,
        folder -> Synthesis.run(folder, design.text(), monitor.text(), Proof.Data.KEPT));
  }

  /**
   * Whether it does the same as with 0.
   *
   * @param chosen the value
   * @param limits with a depth of 0 a difference is not looked for where no proof is found
   */
  public synchronized Equivalence.Answer answer(int chosen, Prover.Limits limits) {
    return Folders.temporary(PREFIX, folder -> {
      Abc abc = new Abc(folder);
      if (one == null) {
        one = new Model(netlist, clock, Map.of(choice, 0));
        netlist.gates().keySet().forEach(one::literal);
        broken = assumptions.stream().map(one::broken).toList();
      }
      Optional<Equivalence.Answer> soon = forgetting(() -> simply(chosen, abc));
      return soon.isPresent() ? soon.get() : withConditions(chosen, abc, limits);
    });
  }

  private <T> T forgetting(Supplier<T> question) {
    int before = one.aig().size();
    try {
      return question.get();
    } finally {
      one.aig().forget(before);
    }
  }

  /** Every register compared, the same always or not: that decides most. */
  private Optional<Equivalence.Answer> simply(int chosen, Abc abc) {
    Pair pair = new Pair(chosen, some(Aig.FALSE), List.of(), ANYTHING, abc);
    if (pair.isEqual(abc)) {
      return Optional.of(new Equivalence.Equal("gate by gate"));
    }
    Verdict verdict = abc.always(pair.cone().aiger(), SOON);
    return verdict instanceof Verdict.Unknown ? Optional.empty() : Optional.of(answer(verdict));
  }

  /** Registers that are the same but for cycles in which nobody looks at them, in states that the original may reach. */
  private Equivalence.Answer withConditions(int chosen, Abc abc, Prover.Limits limits) {
    if (never == null) {
      never = Never.of(one, broken, abc);
      states = RandomRuns.states(one, broken);
    }
    return forgetting(() -> {
      Pair pair = new Pair(chosen, some(Never.some(one.aig(), never)), Guards.telling(one, states), states, abc);
      if (pair.isEqual(abc)) {
        return new Equivalence.Equal("register by register");
      }
      Cone cone = pair.cone();
      Verdict verdict = cone.registers() > MOST_SWEPT ? abc.always(cone.aiger(), limits.seconds())
          : abc.alwaysOfPair(cone.aiger(), limits.seconds());
      if (verdict instanceof Verdict.Unknown && limits.depth() > 0) {
        verdict = abc.within(cone.aiger(), limits.depth(), limits.seconds());
      }
      return answer(verdict);
    });
  }

  private static Equivalence.Answer answer(Verdict verdict) {
    return verdict instanceof Verdict.High high ? new Equivalence.Different(high.inputs().size())
        : verdict instanceof Verdict.Unknown unknown ? new Equivalence.Unknown(unknown.cycles())
        : new Equivalence.Equal("by all states that are reached");
  }

  private int some(int first) {
    int some = first;
    for (int each : broken) {
      some = one.aig().or(some, each);
    }
    return some;
  }

  /** The design and its twin. */
  private final class Pair {
    private final Correspondence registers;
    private final int assumed;
    private final int differ;

    Pair(int chosen, int assumed, List<Guards.Guard> conditions, List<Map<Integer, Long>> from, Abc abc) {
      this.assumed = assumed;
      this.registers = new Correspondence(one, Map.of(choice, chosen), WITHIN, assumed, conditions, from, abc);
      this.differ = one.aig().and(differ(registers.other()), Aig.not(one.resetting()));
    }

    /** Whether no state that keeps what is claimed of the registers shows a difference. */
    boolean isEqual(Abc abc) {
      int now = one.aig().and(differ, Aig.not(assumed));
      return now == Aig.FALSE
          || abc.now(new Question(one.aig(), List.of(now)), now, new HashMap<>()) == Abc.Answer.NEVER;
    }

    /** The difference, with what it depends on. */
    Cone cone() {
      registers.define();
      return new Cone(one.aig(), differ, broken);
    }
  }

  private int differ(Model other) {
    Aig aig = one.aig();
    int some = Aig.FALSE;
    Set<String> compared = new HashSet<>();
    for (StreamPort stream : design.streams()) {
      if (stream.direction() == Direction.OUT) {
        List<String> offered = new ArrayList<>(stream.payload());
        if (stream.last() != null) {
          offered.add(stream.last());
        }
        int valid = one.literal(netlist.names().get(stream.valid())[0]);
        for (String name : offered) {
          some = aig.or(some, aig.and(valid, differ(other, name)));
        }
        compared.addAll(offered);
      }
    }
    for (Port port : design.ports()) {
      if (port.direction() == Direction.OUT && !compared.contains(port.name())) {
        some = aig.or(some, differ(other, port.name()));
      }
    }
    return some;
  }

  private int differ(Model other, String name) {
    Aig aig = one.aig();
    int some = Aig.FALSE;
    for (int net : netlist.names().get(name)) {
      some = aig.or(some, aig.xor(one.literal(net), other.literal(net)));
    }
    return some;
  }
}
