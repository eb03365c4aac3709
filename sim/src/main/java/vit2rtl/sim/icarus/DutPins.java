package vit2rtl.sim.icarus;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;

/**
 * The ports that a bench can reach, resets first, by number: a bench in Verilog that calls them by number has no name
 * that a port may have, too.
 */
final class DutPins {
  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final List<Port> ports = new ArrayList<>();

  DutPins(RtlDesign design) {
    for (ClockPort clock : design.clocks()) {
      if (clock.reset() != null) {
        add(new Port(clock.reset(), Direction.IN, 1, false, BigInteger.ZERO, BigInteger.ONE));
      }
    }
    design.ports().forEach(this::add);
  }

  /** A reset that several clocks share is one port. */
  private void add(Port port) {
    if (numbers.putIfAbsent(port.name(), ports.size()) == null) {
      ports.add(port);
    }
  }

  List<Port> ports() {
    return ports;
  }

  int number(String port) {
    Integer number = numbers.get(port);
    if (number == null) {
      throw new IllegalArgumentException("no port '" + port + "'; the model has " + numbers.keySet());
    }
    return number;
  }

  Port port(String name) {
    return ports.get(number(name));
  }

  /** What the bench calls a port. */
  String name(String port) {
    return "vit_p" + number(port);
  }
}
