package vit2rtl.sim;

import java.util.LinkedHashMap;
import java.util.Map;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;

/**
 * Where each port lives in the block of 64-bit words that Java and the model share: ⌈width/64⌉ words, low word first.
 */
final class PortBlock {
  private final Map<String, Integer> offsets = new LinkedHashMap<>();
  private final Map<String, Port> ports = new LinkedHashMap<>();
  private int words;

  PortBlock(RtlDesign design) {
    for (ClockPort clock : design.clocks()) {
      if (clock.reset() != null) {
        add(new Port(clock.reset(), Direction.IN, 1, false, java.math.BigInteger.ZERO, java.math.BigInteger.ONE));
      }
    }
    design.ports().forEach(this::add);
  }

  /** A reset that several clocks share is one port. */
  private void add(Port port) {
    if (ports.containsKey(port.name())) {
      return;
    }
    offsets.put(port.name(), words);
    ports.put(port.name(), port);
    words += wordsOf(port);
  }

  static int wordsOf(Port port) {
    return (port.width() + 63) / 64;
  }

  int words() {
    return Math.max(1, words);
  }

  Map<String, Port> ports() {
    return ports;
  }

  Port port(String name) {
    Port port = ports.get(name);
    if (port == null) {
      throw new IllegalArgumentException("no port '" + name + "'; the model has " + ports.keySet());
    }
    return port;
  }

  int offset(String name) {
    port(name);
    return offsets.get(name);
  }
}
