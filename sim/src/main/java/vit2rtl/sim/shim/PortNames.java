package vit2rtl.sim.shim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;

/**
 * What the ports of a model are called in C++. As a rule they have their own names. A name that C++ or one of
 * Verilator's classes has another use for, such as {@code delete} or {@code eval}, cannot be a member: the ports of
 * such a design are numbered, by a module around its top that does nothing else.
 */
public final class PortNames {
  /** The module around a top whose ports are numbered. */
  private static final String AROUND = "vit2rtl_ports";

  private final RtlDesign design;
  private final boolean numbered;
  private final Map<String, String> members = new LinkedHashMap<>();

  private PortNames(RtlDesign design, boolean numbered) {
    this.design = design;
    this.numbered = numbered;
    for (ClockPort clock : design.clocks()) {
      add(clock.clock());
    }
    new PortBlock(design).ports().keySet().forEach(this::add);
  }

  /** Verilator spells double underscores out. */
  private void add(String port) {
    members.putIfAbsent(port, numbered ? "p" + members.size() : port.replace("__", "___05F"));
  }

  /** Every port by its own name. */
  public static PortNames own(RtlDesign design) {
    return new PortNames(design, false);
  }

  public static PortNames numbered(RtlDesign design) {
    return new PortNames(design, true);
  }

  /** What a port or clock is called in C++. */
  public String member(String port) {
    return members.get(port);
  }

  public Collection<String> members() {
    return members.values();
  }

  /** The module that Verilator takes for the top. */
  public String top() {
    return numbered ? AROUND : design.topName();
  }

  /** Verilator's name of the design's top instance. */
  String scope() {
    return "top." + (numbered ? AROUND + "." : "") + design.topName();
  }

  /** The module around the top; empty where there is none. Its ports are neither traced nor counted. */
  public String around() {
    if (!numbered) {
      return "";
    }
    Set<String> clocks = Set.copyOf(design.clocks().stream().map(ClockPort::clock).toList());
    List<String> ports = new ArrayList<>();
    List<String> pins = new ArrayList<>();
    Map<String, Port> others = new PortBlock(design).ports();
    members.forEach((port, member) -> {
      ports.add(clocks.contains(port) ? "input wire " + member : declaration(others.get(port)) + member);
      pins.add(".\\" + port + " (" + member + ")");
    });
    return """
        /* verilator tracing_off */
        /* verilator coverage_off */
        module %s(%s);
        /* verilator tracing_on */
          \\%s \\%s (%s);
        endmodule
        """.formatted(AROUND, String.join(", ", ports), design.topName(), design.topName(), String.join(", ", pins));
  }

  private static String declaration(Port port) {
    return (port.direction() == Direction.IN ? "input" : "output") + " wire [" + (port.width() - 1) + ":0] ";
  }
}
