package vit2rtl.bench.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Edge;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.Reset;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;

/**
 * A module around a design, with its ports, that watches its streams: an output is high in every cycle in which a
 * property or an assumption is broken. It has registers of its own and is reset with the design, which may happen at any
 * time.
 */
final class MonitorText {
  static final String TOP = "prove_top";
  /** The name of the design in it. */
  static final String DESIGN = "dut";
  /** The monitor's own reset, beside a design that has none. */
  static final String RESET = "prove_reset";

  private final RtlDesign design;
  private final Contract contract;
  private final List<String> ports = new ArrayList<>();
  private final StringBuilder body = new StringBuilder();
  private final List<Property> properties = new ArrayList<>();
  private final List<Assumption> assumptions = new ArrayList<>();
  private final String edge;
  private String text;

  private MonitorText(RtlDesign design, Contract contract) {
    this.design = design;
    this.contract = contract;
    ClockPort clock = design.clocks().isEmpty() ? new ClockPort("prove_clk", null) : design.clocks().get(0);
    this.edge = (clock.edge() == Edge.RISING ? "posedge " : "negedge ") + clock.clock();
    write(clock);
  }

  static MonitorText of(RtlDesign design, Contract contract) {
    return new MonitorText(design, contract);
  }

  String text() {
    return text;
  }

  List<Property> properties() {
    return List.copyOf(properties);
  }

  List<Assumption> assumptions() {
    return List.copyOf(assumptions);
  }

  private void write(ClockPort clock) {
    ports.add("input wire " + clock.clock());
    String active = clock.reset();
    if (active == null) {
      active = RESET;
      ports.add("input wire " + RESET);
    } else {
      ports.add("input wire " + active);
      active = (clock.resetLevel() == Reset.Level.HIGH ? "" : "!") + active;
    }
    List<String> pins = new ArrayList<>();
    for (Port port : design.ports()) {
      ports.add((port.direction() == Direction.IN ? "input wire " : "output wire ")
          + (port.width() > 1 ? "[" + (port.width() - 1) + ":0] " : "") + port.name());
      pins.add(port.name());
    }
    design.clocks().forEach(each -> {
      pins.add(each.clock());
      if (each.reset() != null) {
        pins.add(each.reset());
      }
    });
    line("wire monitor_reset = " + active + ";");
    line(design.topName() + " " + DESIGN + " (" + pins.stream().map(pin -> "." + pin + "(" + pin + ")")
        .collect(Collectors.joining(", ")) + ");");
    design.streams().forEach(this::stream);
    inputsBeside().forEach(port -> register(port.name() + "_before", port.width(), port.name()));
    contract.balances().forEach(this::balance);
    contract.givens().forEach(given -> assumptions.add(new Assumption(given.name(), Assumption.Scope.ALL, output(
        "broken_" + assumptions.size(),
        given.cycles() == Contract.Cycles.ALL ? given.broken() : "!monitor_reset && (" + given.broken() + ")"))));
    contract.demands().forEach(this::demand);
    text = "module " + TOP + " (\n  " + String.join(",\n  ", ports) + "\n);\n" + body + "endmodule\n";
  }

  private List<Port> inputsBeside() {
    return design.ports().stream().filter(port -> port.direction() == Direction.IN)
        .filter(port -> design.streams().stream().noneMatch(s -> port.name().equals(s.valid())
            || port.name().equals(s.ready()) || port.name().equals(s.last()) || s.payload().contains(port.name())))
        .toList();
  }

  private void stream(StreamPort s) {
    String n = s.name();
    line("wire " + n + "_fire = " + s.valid() + " && " + s.ready() + ";");
    register(n + "_waited", 1, s.valid() + " && !" + s.ready());
    boolean source = s.direction() == Direction.IN;
    rule(source, n + ": valid holds until ready", n + "_waited && !" + s.valid());
    if (!s.payload().isEmpty()) {
      int width = s.payload().stream().mapToInt(name -> design.port(name).width()).sum();
      register(n + "_before", width, "{" + String.join(", ", s.payload()) + "}");
      rule(source, n + ": the payload is stable while it waits",
          n + "_waited && " + n + "_before != {" + String.join(", ", s.payload()) + "}");
    }
    if (s.last() != null) {
      register(n + "_last_before", 1, s.last());
      rule(source, n + ": last is stable while it waits", n + "_waited && " + n + "_last_before != " + s.last());
    }
    Contract.RowShape rows = contract.rows().get(n);
    if (rows != null) {
      counter(n + "_beat", rows.beats(), n + "_fire");
      line("wire " + n + "_row_ends = " + n + "_fire && " + n + "_beat == " + (rows.beats() - 1) + ";");
      counter(n + "_row", rows.group(), n + "_row_ends");
      line("wire " + n + "_group_begins = " + n + "_fire && " + n + "_beat == 0 && " + n + "_row == 0;");
      if (s.last() != null) {
        rule(source, n + ": last marks the ends of rows of " + beats(rows.beats()),
            s.valid() + " && " + s.last() + " != (" + n + "_beat == " + (rows.beats() - 1) + ")");
      }
    }
    if (!source) {
      prove(n + (rows == null ? ": a beat can leave" : ": a row can leave"), Property.Kind.POSSIBLE,
          n + (rows == null ? "_fire" : "_row_ends"));
      assume("the sink of " + n + " takes a beat at the latest in the cycle after it sees it",
          Assumption.Scope.LIVELY, n + "_waited && " + s.valid() + " && !" + s.ready());
    }
  }

  private static String beats(int count) {
    return count == 1 ? "1 beat" : count + " beats";
  }

  private void rule(boolean source, String name, String broken) {
    if (source) {
      assume(name, Assumption.Scope.ALL, broken);
    } else {
      prove(name, Property.Kind.ALWAYS, broken);
    }
  }

  private void balance(Contract.Balance balance) {
    String owed = balance.register();
    StreamPort out = design.stream(balance.out());
    int width = 2 + bits(balance.most());
    declare(owed, width);
    line("wire [" + (width - 1) + ":0] " + balance.name() + "_sum = " + owed + " + (" + balance.earned() + ");");
    line("wire " + balance.name() + "_too_many = " + owed + " > " + balance.most() + ";");
    update(owed, balance.name() + "_too_many ? " + owed + " : " + balance.name() + "_sum - " + out.name()
        + "_fire");
    String available = balance.timing() == Contract.Timing.REGISTERED ? owed : balance.name() + "_sum";
    prove(balance.name() + ": no output without input", Property.Kind.ALWAYS, out.valid() + " && " + available
        + " == 0");
    prove(balance.name() + ": never more than " + balance.most() + " beats owed", Property.Kind.ALWAYS,
        balance.name() + "_too_many");
  }

  private void demand(Contract.Demand demand) {
    String count = demand.name() + "_cycles";
    line("wire " + demand.name() + "_waits = (" + demand.waiting() + ") && !(" + demand.progress() + ");");
    register(count, bits(demand.cycles()), "!" + demand.name() + "_waits ? 0 : " + count + " == " + demand.cycles()
        + " ? " + count + " : " + count + " + 1");
    properties.add(new Property(demand.name() + " within " + demand.cycles() + " cycles", Property.Kind.LIVELY,
        flag("bad_" + properties.size(), demand.name() + "_waits && " + count + " == " + demand.cycles()), "",
        demand.cycles()));
  }

  private void prove(String name, Property.Kind kind, String broken) {
    properties.add(new Property(name, kind, flag("bad_" + properties.size(), broken)));
  }

  private void assume(String name, Assumption.Scope scope, String broken) {
    assumptions.add(new Assumption(name, scope, flag("broken_" + assumptions.size(), broken)));
  }

  private String flag(String label, String broken) {
    return output(label, "!monitor_reset && " + broken);
  }

  private String output(String label, String condition) {
    String port = "monitor_" + label;
    ports.add("output wire " + port);
    line("assign " + port + " = " + condition + ";");
    return port;
  }

  private void counter(String name, int count, String step) {
    if (count == 1) {
      line("wire " + name + " = 1'b0;");
    } else {
      register(name, bits(count - 1), step + " ? (" + name + " == " + (count - 1) + " ? 0 : " + name + " + 1) : " + name);
    }
  }

  private void register(String name, int width, String next) {
    declare(name, width);
    update(name, next);
  }

  private void update(String name, String next) {
    line("always @(" + edge + ") if (monitor_reset) " + name + " <= 0; else " + name + " <= " + next + ";");
  }

  private void declare(String name, int width) {
    line("reg " + (width > 1 ? "[" + (width - 1) + ":0] " : "") + name + ";");
  }

  private void line(String text) {
    body.append("  ").append(text).append('\n');
  }

  static int bits(int greatest) {
    return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(greatest));
  }
}
