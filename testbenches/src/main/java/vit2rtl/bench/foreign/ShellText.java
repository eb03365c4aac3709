package vit2rtl.bench.foreign;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import vit2rtl.bench.foreign.PortMap.Pin;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;

/** A module with a unit's ports around one written elsewhere: no logic but slices, signs and inverted levels. */
final class ShellText {
  static final String MODULE = "vit2rtl_shell";

  private final RtlDesign unit;
  private final PortMap map;
  private final List<String> declarations = new ArrayList<>();
  private final List<String> assignments = new ArrayList<>();
  private final List<String> connections = new ArrayList<>();

  private ShellText(RtlDesign unit, PortMap map) {
    this.unit = unit;
    this.map = map;
  }

  static String of(RtlDesign unit, String top, PortMap map) {
    ShellText shell = new ShellText(unit, map);
    shell.clocks();
    List<StreamPort> packed = unit.streams().stream().filter(s -> map.pins().containsKey(PortMap.packed(s))).toList();
    packed.forEach(shell::packed);
    unit.ports().stream().filter(port -> packed.stream().noneMatch(s -> s.payload().contains(port.name())))
        .forEach(shell::port);
    return shell.text(top);
  }

  private void clocks() {
    for (ClockPort clock : unit.clocks()) {
      declarations.add("input wire " + clock.clock());
      input(clock.clock());
      if (clock.reset() != null) {
        declarations.add("input wire " + clock.reset());
        input(clock.reset());
      }
    }
  }

  private void input(String name) {
    Pin pin = map.pin(name);
    if (pin.isConnected()) {
      connections.add("." + pin.name() + "(" + (pin.level() == Pin.Level.LOW ? "~" : "") + name + ")");
    }
  }

  private void port(Port port) {
    declare(port);
    Pin pin = map.pin(port.name());
    if (port.direction() == Direction.IN) {
      input(port.name());
    } else if (pin.level() == Pin.Level.HIGH) {
      connections.add("." + pin.name() + "(" + port.name() + ")");
    } else {
      assignments.add("  wire " + range(port.width()) + "low_" + port.name() + ";");
      assignments.add("  assign " + port.name() + " = ~low_" + port.name() + ";");
      connections.add("." + pin.name() + "(low_" + port.name() + ")");
    }
  }

  /** All lanes of a stream, lane 0 lowest. */
  private void packed(StreamPort stream) {
    Pin pin = map.pin(PortMap.packed(stream));
    List<Port> lanes = stream.payload().stream().map(unit::port).toList();
    lanes.forEach(this::declare);
    String bus = "packed_" + stream.name();
    assignments.add("  wire " + range(pin.slot() * lanes.size()) + bus + ";");
    for (int i = 0; i < lanes.size(); i++) {
      Port lane = lanes.get(i);
      int low = i * pin.slot();
      assignments.add(stream.direction() == Direction.IN
          ? "  assign " + bus + "[" + (low + pin.slot() - 1) + ":" + low + "] = " + filled(lane, pin.slot()) + ";"
          : "  assign " + lane.name() + " = " + bus + "[" + (low + lane.width() - 1) + ":" + low + "];");
    }
    connections.add("." + pin.name() + "(" + (pin.level() == Pin.Level.LOW ? "~" : "") + bus + ")");
  }

  private static String filled(Port lane, int slot) {
    int missing = slot - lane.width();
    if (missing == 0) {
      return lane.name();
    }
    String above = lane.signed() ? lane.name() + (lane.width() == 1 ? "" : "[" + (lane.width() - 1) + "]") : "1'b0";
    return "{{" + missing + "{" + above + "}}, " + lane.name() + "}";
  }

  private void declare(Port port) {
    declarations.add((port.direction() == Direction.IN ? "input" : "output") + " wire " + range(port.width())
        + port.name());
  }

  private static String range(int width) {
    return width == 1 ? "" : "[" + (width - 1) + ":0] ";
  }

  private String text(String top) {
    return "// The ports of unit " + unit.topName() + " around module " + top + ".\nmodule " + MODULE + " (\n"
        + declarations.stream().map(d -> "  " + d).collect(Collectors.joining(",\n")) + "\n);\n"
        + assignments.stream().map(a -> a + "\n").collect(Collectors.joining())
        + "  " + top + " unit (\n" + connections.stream().map(c -> "    " + c).collect(Collectors.joining(",\n"))
        + "\n  );\nendmodule\n";
  }
}
