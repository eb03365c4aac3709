package vit2rtl.bench.prove;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vit2rtl.bench.prove.graph.Abc;
import vit2rtl.bench.prove.graph.Aig;
import vit2rtl.bench.prove.graph.Cone;
import vit2rtl.bench.prove.graph.Netlist;
import vit2rtl.bench.prove.graph.Synthesis;
import vit2rtl.bench.prove.graph.Verdict;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.Reset;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;
import vit2rtl.sim.tool.Folders;

/**
 * Whether two texts of the same ports do the same, in every run from a reset on, resets in any cycle included, with
 * sources that keep the rules of streams: what both offer is compared when it is offered, whether they offer and take
 * always. Registers that no reset sets begin with any value, the same in both where both have them.
 */
public final class Equivalence {
  private static final String TOP = "vit2rtl_pair";
  private static final String PREFIX = "vit2rtl-equal";
  private static final String OTHER = "__other";
  private static final String DIFFER = "vit2rtl_differ";
  private static final Pattern MODULE = Pattern.compile("(?m)^\\s*module\\s+(\\w+)");

  private final Netlist netlist;
  private final ClockPort clock;
  private final List<Assumption> assumptions;

  /** What is known. */
  public sealed interface Answer permits Equal, Different, Unknown {}

  /**
   * They do the same.
   *
   * @param how that is known, as a part of a sentence
   */
  public record Equal(String how) implements Answer {}

  /**
   * They do not.
   *
   * @param cycles of a run whose last cycle shows it
   */
  public record Different(int cycles) implements Answer {}

  /**
   * Neither is known.
   *
   * @param cycles from reset on in which they do the same
   */
  public record Unknown(int cycles) implements Answer {}

  private Equivalence(RtlDesign design, String one, String other, Contract contract) {
    RtlDesign pair = pair(design, one, other);
    MonitorText monitor = MonitorText.of(pair, new Contract(contract.rows(), List.of(), List.of(), contract.givens()));
    this.clock = design.clocks().isEmpty() ? null : design.clocks().get(0);
    this.assumptions = monitor.assumptions().stream()
        .filter(assumption -> assumption.scope() == Assumption.Scope.ALL).toList();
    this.netlist = Folders.temporary(PREFIX,
        folder -> Synthesis.run(folder, MonitorText.TOP, pair.text(), monitor.text()));
  }

  /** Two texts of a design, as the contract lets its environment behave. */
  public static Equivalence ofDesigns(RtlDesign design, String one, String other, Contract contract) {
    return new Equivalence(design, one, other, contract);
  }

  /** Whether they do the same; with a depth of 0 a difference is not looked for where no proof is found. */
  public Answer answer(Prover.Limits limits) {
    Model model = new Model(netlist, clock);
    model.startAlike("dut.one.", "dut.other.");
    int differ = model.occurs(new Property(DIFFER, Property.Kind.ALWAYS, DIFFER));
    if (differ == Aig.FALSE) {
      return new Equal("gate by gate");
    }
    byte[] aiger = new Cone(model.aig(), differ, assumptions.stream().map(model::broken).toList()).aiger();
    return Folders.temporary(PREFIX, folder -> decide(new Abc(folder), aiger, limits));
  }

  static Answer decide(Abc abc, byte[] aiger, Prover.Limits limits) {
    Verdict always = abc.alwaysOfPair(aiger, limits.seconds());
    if (always instanceof Verdict.Unknown && limits.depth() > 0) {
      always = abc.within(aiger, limits.depth(), limits.seconds());
    }
    if (always instanceof Verdict.High high) {
      return new Different(high.inputs().size());
    }
    return always instanceof Verdict.Unknown unknown ? new Unknown(unknown.cycles()) : new Equal("by all states that are reached");
  }

  private static Port port(String name, Direction direction, int width) {
    return new Port(name, direction, width, false, BigInteger.ZERO, BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE));
  }

  /** Both beside each other, with the outputs of the first, and one that says that they differ. */
  private static RtlDesign pair(RtlDesign design, String one, String other) {
    StringBuilder text = new StringBuilder(one).append('\n').append(renamed(other)).append("\nmodule ").append(TOP)
        .append(" (\n");
    List<String> pins = new ArrayList<>();
    for (ClockPort clock : design.clocks()) {
      pins.add("input wire " + clock.clock());
      if (clock.reset() != null) {
        pins.add("input wire " + clock.reset());
      }
    }
    design.ports().forEach(port -> pins.add((port.direction() == Direction.IN ? "input wire " : "output wire ")
        + range(port) + port.name()));
    pins.add("output wire " + DIFFER);
    text.append("  ").append(String.join(",\n  ", pins)).append("\n);\n");
    for (Port port : design.ports()) {
      if (port.direction() == Direction.OUT) {
        text.append("  wire ").append(range(port)).append(port.name()).append(OTHER).append(";\n");
      }
    }
    text.append(instance(design, design.topName(), "one", "")).append(
        instance(design, design.topName() + OTHER, "other", OTHER)).append("  assign ").append(DIFFER).append(" = ")
        .append(String.join("\n    || ", differences(design))).append(";\nendmodule\n");
    List<Port> ports = new ArrayList<>(design.ports());
    ports.add(port(DIFFER, Direction.OUT, 1));
    return new RtlDesign(TOP, Language.VERILOG, text.toString(), text.toString(), design.clocks(), ports,
        design.streams(), design.portClocks());
  }

  private static String range(Port port) {
    return port.width() > 1 ? "[" + (port.width() - 1) + ":0] " : "";
  }

  private static List<String> differences(RtlDesign design) {
    Map<String, String> when = new LinkedHashMap<>();
    for (StreamPort stream : design.streams()) {
      if (stream.direction() == Direction.OUT) {
        stream.payload().forEach(name -> when.put(name, stream.valid() + " && "));
        if (stream.last() != null) {
          when.put(stream.last(), stream.valid() + " && ");
        }
      }
    }
    String reset = design.clocks().stream().filter(clock -> clock.reset() != null)
        .map(clock -> (clock.resetLevel() == Reset.Level.HIGH ? "!" : "") + clock.reset() + " && ")
        .findFirst().orElse("");
    return design.ports().stream().filter(port -> port.direction() == Direction.OUT).map(port -> "(" + reset
        + when.getOrDefault(port.name(), "") + "(" + port.name() + " != " + port.name() + OTHER + "))").toList();
  }

  private static String instance(RtlDesign design, String module, String name, String suffix) {
    Map<String, String> pins = new LinkedHashMap<>();
    design.clocks().forEach(clock -> {
      pins.put(clock.clock(), clock.clock());
      if (clock.reset() != null) {
        pins.put(clock.reset(), clock.reset());
      }
    });
    design.ports().forEach(port -> pins.put(port.name(), port.name()
        + (port.direction() == Direction.OUT ? suffix : "")));
    return "  " + module + " " + name + " (" + pins.entrySet().stream()
        .map(pin -> "." + pin.getKey() + "(" + pin.getValue() + ")").collect(Collectors.joining(", ")) + ");\n";
  }

  /** A text with other names of its modules, where they are defined and where they are instantiated. */
  private static String renamed(String text) {
    Set<String> modules = new LinkedHashSet<>();
    Matcher module = MODULE.matcher(text);
    while (module.find()) {
      modules.add(module.group(1));
    }
    String names = String.join("|", modules);
    String renamed = text.replaceAll("(?m)^(\\s*module\\s+)(" + names + ")\\b", "$1$2" + OTHER)
        .replaceAll("(?m)^(\\s*)(" + names + ")(\\s+\\S+\\s+\\()", "$1$2" + OTHER + "$3");
    // An instance that kept its name would be of the other text, and equal to it.
    Matcher left = Pattern.compile("(?m)^\\s*(?:" + names + ")\\b.*$").matcher(renamed);
    if (left.find()) {
      throw new IllegalArgumentException("this line may be an instance of a module under another name: " + left.group());
    }
    return renamed;
  }
}
