package vit2rtl.bench.prove;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import vit2rtl.bench.prove.graph.Abc;
import vit2rtl.bench.prove.graph.Aig;
import vit2rtl.bench.prove.graph.Cone;
import vit2rtl.bench.prove.graph.Netlist;
import vit2rtl.bench.prove.graph.Question;
import vit2rtl.bench.prove.graph.Synthesis;
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
  private static final Optional<Equivalence.Answer> MASKED =
      Optional.of(new Equivalence.Equal("where it differs it is masked"));
  private static final Optional<Equivalence.Answer> ROW_BY_ROW = Optional.of(new Equivalence.Equal("row by row"));
  /** Seconds of processor time for what is simple. */
  private static final int SOON = 1;
  /** How much less time a round has than the next, and what the first has at least. */
  private static final int SOONER = 8;
  private static final int SHORTEST = 2;
  /** Registers whose equivalences ABC looks for by itself. */
  private static final int MOST_SWEPT = 800;
  /** Registers of which it is asked what never holds beside what. */
  private static final int MOST_BESIDE = 400;
  /** Registers of which all states are gone over, before those that are the same become one. */
  private static final int MOST_GONE_OVER = 400;
  private static final List<Map<Integer, Long>> ANYTHING = Collections.nCopies(8, Map.of());

  private final RtlDesign design;
  private final String choice;
  private final ClockPort clock;
  private final List<Assumption> assumptions;
  private final Netlist netlist;
  private Model one;
  private List<Integer> broken;
  private final Map<Spread.Grain, Spread> spreads = new EnumMap<>(Spread.Grain.class);
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
    MonitorText monitor = MonitorText.of(design,
        new Contract(contract.rows(), contract.balances(), List.of(), contract.givens()));
    this.assumptions = monitor.assumptions().stream()
        .filter(assumption -> assumption.scope() == Assumption.Scope.ALL).toList();
    this.netlist = Folders.temporary(PREFIX,
        folder -> Synthesis.run(folder, MonitorText.TOP, design.text(), monitor.text()));
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
      prepare();
      Equivalence.Answer answer = new Equivalence.Unknown(0);
      Iterator<Prover.Limits> rounds = rounds(limits).iterator();
      while (answer instanceof Equivalence.Unknown && rounds.hasNext()) {
        answer = answer(chosen, abc, rounds.next());
      }
      return answer;
    });
  }

  /** What is asked for a short time first: a way that soon proves it does not wait for others that take all of theirs. */
  static List<Prover.Limits> rounds(Prover.Limits limits) {
    List<Prover.Limits> rounds = new ArrayList<>(List.of(limits));
    for (int seconds = limits.seconds() / SOONER; seconds >= SHORTEST; seconds /= SOONER) {
      rounds.add(0, new Prover.Limits(limits.depth(), seconds));
    }
    return rounds;
  }

  private Equivalence.Answer answer(int chosen, Abc abc, Prover.Limits limits) {
    Optional<Equivalence.Answer> soon = isMasked(chosen, Spread.Grain.WORD, abc, limits)
        ? MASKED : forgetting(one.aig(), () -> simply(chosen, abc));
    return soon.or(() -> isMaskedInSomeWay(chosen, abc, limits) ? MASKED : Optional.empty())
        .or(() -> isEqualRowByRow(chosen, abc, limits) ? ROW_BY_ROW : Optional.empty())
        .orElseGet(() -> withConditions(chosen, abc, limits));
  }

  private boolean isMaskedInSomeWay(int chosen, Abc abc, Prover.Limits limits) {
    if (isMaskedByControl(chosen, abc, limits)) {
      return true;
    }
    Set<Integer> idle = idle(chosen, abc, limits);
    return isMaskedBehindSeams(chosen, Spread.Grain.WORD, idle, abc, limits)
        || isMasked(chosen, Spread.Grain.PIPELINE, abc, limits)
        || isMaskedBehindSeams(chosen, Spread.Grain.BIT, idle, abc, limits)
        || isMasked(chosen, Spread.Grain.BIT, abc, limits);
  }

  /** Makes the original, once. */
  void prepare() {
    if (one == null) {
      one = new Model(netlist, clock, Map.of(choice, 0));
      makeAll(one);
      broken = assumptions.stream().map(one::broken).toList();
    }
  }

  /** Makes every literal that may be asked for, so that none is forgotten with what a question adds. */
  private void makeAll(Model model) {
    netlist.gates().keySet().forEach(model::literal);
    netlist.names().values().stream().flatMapToInt(Arrays::stream).filter(net -> net != Netlist.ANY).forEach(model::literal);
  }

  private static <T> T forgetting(Aig aig, Supplier<T> question) {
    int before = aig.size();
    try {
      return question.get();
    } finally {
      aig.forget(before);
    }
  }

  /** Every register compared, the same always or not: that decides most. */
  Optional<Equivalence.Answer> simply(int chosen, Abc abc) {
    Pair pair = new Pair(chosen, some(Aig.FALSE), List.of(), ANYTHING, abc);
    if (pair.isEqual(abc)) {
      return Optional.of(new Equivalence.Equal("gate by gate"));
    }
    Verdict verdict = abc.always(pair.cone().aiger(), SOON);
    return verdict instanceof Verdict.Unknown ? Optional.empty() : Optional.of(answer(verdict));
  }

  /** Whether control alone masks a difference, in all states that it comes to. */
  boolean isMaskedByControl(int chosen, Abc abc, Prover.Limits limits) {
    for (ControlSpread.Width width : ControlSpread.Width.values()) {
      Verdict verdict = forgetting(one.aig(), () -> controlled(chosen, width, abc, limits));
      if (!(verdict instanceof Verdict.High)) {
        return verdict instanceof Verdict.Never;
      }
    }
    return false;
  }

  private Verdict controlled(int chosen, ControlSpread.Width width, Abc abc, Prover.Limits limits) {
    return ControlSpread.of(one, design, assumptions, WITHIN, width).flatMap(spread -> spread.with(Map.of(choice, chosen)))
        .map(copy -> {
          int differ = one.aig().and(differ(one, copy::differs), Aig.not(one.resetting()));
          Cone cone = copy.cone(differ);
          return differ == Aig.FALSE ? new Verdict.Never()
              : cone.registers() > MOST_GONE_OVER ? new Verdict.Unknown(0) : abc.statesOfPair(cone.aiger(), limits.seconds());
        }).orElse(new Verdict.Unknown(0));
  }

  /** Whether a difference is always masked. */
  boolean isMasked(int chosen, Spread.Grain grain, Abc abc, Prover.Limits limits) {
    return isMasked(spread(grain), spread -> spread.with(Map.of(choice, chosen)), abc, limits);
  }

  private Spread spread(Spread.Grain grain) {
    return spreads.computeIfAbsent(grain, key -> {
      Model own = new Model(netlist, clock, Map.of(choice, 0));
      Spread made = new Spread(own, Map.of(choice, 0), WITHIN, assumptions, grain);
      makeAll(made.original());
      return made;
    });
  }

  private boolean isMasked(Spread spread, Function<Spread, Optional<Spread.Marked>> copy, Abc abc, Prover.Limits limits) {
    return forgetting(spread.aig(), () -> {
      Optional<Spread.Marked> marked = copy.apply(spread);
      if (marked.isEmpty()) {
        return false;
      }
      int differ = spread.aig().and(differ(spread.original(), marked.get()::differs), Aig.not(spread.original().resetting()));
      return differ == Aig.FALSE
          || abc.alwaysOfPair(marked.get().cone(differ).aiger(), limits.seconds()) instanceof Verdict.Never;
    });
  }

  /** Whether a difference is always masked where the copy's gates become others. */
  boolean isMaskedBehindSeams(int chosen, Spread.Grain grain, Set<Integer> idle, Abc abc, Prover.Limits limits) {
    return isMasked(spread(grain), spread -> spread.withSeams(Map.of(choice, chosen), idle), abc, limits);
  }

  /** Whether every row that comes in leads to the same. */
  boolean isEqualRowByRow(int chosen, Abc abc, Prover.Limits limits) {
    return forgetting(one.aig(), () -> new Rows(one, design, broken, Map.of(choice, chosen)).areAlike(abc, limits));
  }

  /** Nets at which the copy's gates become others, but in the end make what the original's make. */
  Set<Integer> idle(int chosen, Abc abc, Prover.Limits limits) {
    return forgetting(one.aig(), () -> new Idle(one, broken, abc, limits).of(Map.of(choice, chosen), states()));
  }

  private List<Map<Integer, Long>> states() {
    if (states == null) {
      states = RandomRuns.states(one, broken);
    }
    return states;
  }

  /** Registers that are the same but for cycles in which nobody looks at them, in states that the original may reach. */
  Equivalence.Answer withConditions(int chosen, Abc abc, Prover.Limits limits) {
    if (never == null) {
      never = one.registers().size() > MOST_BESIDE ? List.of() : Never.of(one, broken, abc);
    }
    return forgetting(one.aig(), () -> {
      Pair pair = new Pair(chosen, some(Never.some(one.aig(), never)), Guards.telling(one, states()), states(), abc);
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
      Model other = registers.other();
      this.differ = one.aig().and(differ(one, net -> one.aig().xor(one.literal(net), other.literal(net))),
          Aig.not(one.resetting()));
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

  /**
   * High where what is seen of the design differs.
   *
   * @param differs where a net does
   */
  private int differ(Model original, IntUnaryOperator differs) {
    Aig aig = original.aig();
    int some = Aig.FALSE;
    Set<String> compared = new HashSet<>();
    for (StreamPort stream : design.streams()) {
      if (stream.direction() == Direction.OUT) {
        List<String> offered = new ArrayList<>(stream.payload());
        if (stream.last() != null) {
          offered.add(stream.last());
        }
        int valid = original.literal(netlist.names().get(stream.valid())[0]);
        for (String name : offered) {
          some = aig.or(some, aig.and(valid, differ(aig, name, differs)));
        }
        compared.addAll(offered);
      }
    }
    for (Port port : design.ports()) {
      if (port.direction() == Direction.OUT && !compared.contains(port.name())) {
        some = aig.or(some, differ(aig, port.name(), differs));
      }
    }
    return some;
  }

  private int differ(Aig aig, String name, IntUnaryOperator differs) {
    return Arrays.stream(netlist.names().get(name)).map(differs).reduce(Aig.FALSE, aig::or);
  }
}
