package vit2rtl.bench.prove;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vit2rtl.bench.prove.graph.Abc;
import vit2rtl.bench.prove.graph.Cone;
import vit2rtl.bench.prove.graph.Synthesis;
import vit2rtl.bench.prove.graph.Verdict;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;
import vit2rtl.sim.tool.Folders;

/**
 * Proves what a design's text states and what its streams promise, property by property: first with its data set free,
 * which is small and can do all that the design can, by reachability and by {@linkplain Induction induction}; what that
 * refutes, with all of the design. Where no proof for all time is found in time, runs of a number of cycles are searched.
 */
public final class Prover {
  private static final int BOUNDED_SHARE = 4;
  /** A row may take longer to leave than the cycles that are looked at. */
  private static final int POSSIBLE_SHARE = 4;

  /** Most proofs end within these; then invariants are looked for. */
  private static final int FIRST_SECONDS = 2;

  private final String name;
  private final RtlDesign design;
  private final Contract contract;
  private final Limits limits;
  private final Predicate<String> wanted;

  /**
   * How long to look.
   *
   * @param depth   cycles in which a property is looked at that is not proven for all time
   * @param seconds of processor time per property for a proof for all time; four times that for one of so many cycles
   */
  public record Limits(int depth, int seconds) {
    public static final Limits STANDARD = new Limits(60, 60);
  }

  public Prover(String name, RtlDesign design, Contract contract, Limits limits) {
    this(name, design, contract, limits, property -> true);
  }

  private Prover(String name, RtlDesign design, Contract contract, Limits limits, Predicate<String> wanted) {
    if (design.clocks().size() > 1) {
      throw new IllegalArgumentException(name + " has " + design.clocks().size() + " clocks; proofs take designs of one");
    }
    this.wanted = wanted;
    this.name = name;
    this.design = design;
    this.contract = contract;
    this.limits = limits;
  }

  /** The same for the properties whose names are wanted. */
  public Prover only(Predicate<String> names) {
    return new Prover(name, design, contract, limits, names);
  }

  /** Ports that say when a beat passes and where it is in its row. */
  static Set<String> control(RtlDesign design) {
    return design.streams().stream().flatMap(stream -> Stream.of(stream.valid(), stream.ready(), stream.last()))
        .filter(Objects::nonNull).collect(Collectors.toSet());
  }

  /**
   * Proves everything.
   *
   * @param traces where waves of runs go that break a property
   * @param each   hears of every property as soon as it is decided
   */
  public List<Proof> run(Optional<Path> traces, Consumer<Proof> each) {
    return Folders.temporary("vit2rtl-prove", folder -> new Work(folder, traces, each).all());
  }

  private final class Work {
    private final Path folder;
    private final Optional<Path> traces;
    private final Consumer<Proof> each;
    private final FormalText text = FormalText.of(design.verificationText());
    private final MonitorText monitor = MonitorText.of(design, contract);
    private final List<Assumption> assumptions = new ArrayList<>();
    private final List<Property> properties = new ArrayList<>();
    private Induction induction;
    private final Map<Proof.Data, Model> models = new EnumMap<>(Proof.Data.class);

    Work(Path folder, Optional<Path> traces, Consumer<Proof> each) {
      this.folder = folder;
      this.traces = traces;
      this.each = each;
      assumptions.addAll(monitor.assumptions());
      properties.addAll(monitor.properties());
      Model free = model(Proof.Data.FREE);
      text.stated().forEach(stated -> properties.addAll(free.instances(stated)));
      for (Assumption assumption : text.assumptions()) {
        for (Assumption one : free.instances(assumption)) {
          if (one.path().equals(MonitorText.DESIGN) || free.isOfValues(one, control(design))) {
            assumptions.add(one);
          } else {
            properties.add(one.asProperty());
          }
        }
      }
    }

    List<Proof> all() {
      List<Proof> proofs = new ArrayList<>();
      for (Property property : properties) {
        if (!wanted.test(property.name())) {
          continue;
        }
        Proof proof = prove(property);
        each.accept(proof);
        proofs.add(proof);
      }
      return proofs;
    }

    private Model model(Proof.Data data) {
      return models.computeIfAbsent(data, d -> {
        ClockPort clock = design.clocks().isEmpty() ? null : design.clocks().get(0);
        return new Model(d == Proof.Data.FREE
            ? Synthesis.runWithFreeData(folder, MonitorText.TOP, text.text(), monitor.text())
            : Synthesis.run(folder, MonitorText.TOP, text.text(), monitor.text()), clock);
      });
    }

    private Proof prove(Property property) {
      long start = System.nanoTime();
      if (property.kind() == Property.Kind.POSSIBLE) {
        return possible(property, start);
      }
      boolean reached = property.kind() == Property.Kind.REACHED;
      Proof.Data data = Proof.Data.FREE;
      Verdict verdict = decide(property, data);
      // What the freed design can do, the real one may be unable to.
      if (verdict instanceof Verdict.High || reached && !(verdict instanceof Verdict.Never)) {
        data = Proof.Data.KEPT;
        verdict = decide(property, data);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      if (verdict instanceof Verdict.High high) {
        Proof found = proof(property, reached ? Proof.Status.PROVEN : Proof.Status.REFUTED, high.inputs().size(),
            seconds, data);
        return reached || traces.isEmpty() ? found : found.withWaves(trace(property, high, traces.get()));
      }
      if (verdict instanceof Verdict.Unknown unknown) {
        return proof(property, Proof.Status.BOUNDED, unknown.cycles(), seconds, data);
      }
      return proof(property, reached ? Proof.Status.REFUTED : Proof.Status.PROVEN, 0, seconds, data);
    }

    private Proof possible(Property property, long start) {
      Verdict verdict = new Abc(folder).within(cone(property, model(Proof.Data.FREE)).aiger(),
          POSSIBLE_SHARE * limits.depth(), BOUNDED_SHARE * limits.seconds());
      int depth = verdict instanceof Verdict.High high ? high.inputs().size()
          : verdict instanceof Verdict.Unknown unknown ? unknown.cycles() : 0;
      Proof.Status status = verdict instanceof Verdict.High ? Proof.Status.PROVEN : Proof.Status.BOUNDED;
      return proof(property, status, depth, (System.nanoTime() - start) / 1e9, Proof.Data.FREE);
    }

    /** For all time, or else for a number of cycles. */
    private Verdict decide(Property property, Proof.Data data) {
      if (data == Proof.Data.FREE && induction != null && byInduction(property)) {
        return new Verdict.Never();
      }
      Abc abc = new Abc(folder);
      byte[] aiger = cone(property, model(data)).aiger();
      Verdict always = abc.always(aiger, Math.min(FIRST_SECONDS, limits.seconds()));
      if (!(always instanceof Verdict.Unknown)) {
        return always;
      }
      if (data == Proof.Data.FREE && induction == null && byInduction(property)) {
        return new Verdict.Never();
      }
      always = abc.always(aiger, limits.seconds());
      if (!(always instanceof Verdict.Unknown first)) {
        return always;
      }
      Verdict within = abc.within(aiger, limits.depth(), BOUNDED_SHARE * limits.seconds());
      return within instanceof Verdict.Unknown second && second.cycles() < first.cycles() ? first : within;
    }

    private boolean byInduction(Property property) {
      Model model = model(Proof.Data.FREE);
      if (induction == null) {
        induction = new Induction(model, contract, design.streams().stream().map(StreamPort::name).toList(),
            broken(Assumption.Scope.ALL, model),
            properties.stream().filter(each -> each.kind() == Property.Kind.ALWAYS).toList(), folder, limits.seconds());
      }
      return induction.proves(property, assumed(property, model));
    }

    private List<Integer> broken(Assumption.Scope scope, Model model) {
      return assumptions.stream().filter(a -> a.scope() == Assumption.Scope.ALL || a.scope() == scope)
          .map(model::broken).toList();
    }

    private Proof proof(Property property, Proof.Status status, int depth, double seconds, Proof.Data data) {
      return new Proof(name, property.name(), status, depth, seconds, data, Optional.empty());
    }

    private Cone cone(Property property, Model model) {
      return new Cone(model.aig(), model.occurs(property), assumed(property, model));
    }

    private List<Integer> assumed(Property property, Model model) {
      boolean lively = property.kind() == Property.Kind.LIVELY || property.kind() == Property.Kind.POSSIBLE;
      return broken(lively ? Assumption.Scope.LIVELY : Assumption.Scope.ALL, model);
    }

    private Path trace(Property property, Verdict.High high, Path into) {
      Model model = model(Proof.Data.KEPT);
      Path file = into.resolve((name + " " + property.name()).replaceAll("[^A-Za-z0-9]+", "-") + ".vcd");
      new Trace(model, cone(property, model), high.inputs()).write(file);
      return file;
    }
  }
}
