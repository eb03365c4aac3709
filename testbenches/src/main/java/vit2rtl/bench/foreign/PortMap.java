package vit2rtl.bench.foreign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vit2rtl.golden.InputException;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;

/**
 * Which pin of a module written elsewhere belongs to which port of a unit.
 *
 * <p>A stream's elements are separate pins, or lie packed in one: lane 0 in the lowest bits, each lane in a slot of so
 * many bits, of which the element takes the lowest. What is above the element in a slot is the element's sign or zeros
 * on the way in, and ignored on the way out.
 *
 * @param pins   by the name of the unit's port, clock and reset among them; a stream's packed elements by the name of
 *               the stream and {@code _data}
 * @param source where the map comes from, for messages
 */
public record PortMap(Map<String, Pin> pins, String source) {
  public PortMap {
    pins = new LinkedHashMap<>(pins);
  }

  /**
   * A pin of the other module.
   *
   * @param name  its name; empty for an input of the unit that the other module does not have
   * @param level HIGH, or LOW where it means the opposite of the unit's port
   * @param slot  bits of a lane where lanes are packed; 0 for a pin of one element
   */
  public record Pin(String name, Level level, int slot) {
    /** What a pin's 1 means. */
    public enum Level { HIGH, LOW }

    static Pin plain(String name) {
      return new Pin(name, Level.HIGH, 0);
    }

    /** Whether the other module has it. */
    public boolean isConnected() {
      return !name.isEmpty();
    }
  }

  /** The unit's own names. */
  public static PortMap own(RtlDesign unit) {
    Map<String, Pin> pins = new LinkedHashMap<>();
    names(unit).forEach(name -> pins.put(name, Pin.plain(name)));
    return new PortMap(pins, "the unit's own names");
  }

  /**
   * The names of AMD's AXI4-Stream cores: {@code aclk}, {@code aresetn} (active low), {@code s_axis_*} for stream
   * {@code in}, {@code m_axis_*} for {@code out}, {@code s_axis_NAME_*} for another stream in; elements packed in
   * {@code tdata}, each in whole bytes. Ports that belong to no stream keep the unit's names.
   */
  public static PortMap axi(RtlDesign unit) {
    Map<String, Pin> pins = new LinkedHashMap<>(own(unit).pins());
    for (ClockPort clock : unit.clocks()) {
      pins.put(clock.clock(), Pin.plain("aclk"));
      if (clock.reset() != null) {
        pins.put(clock.reset(), new Pin("aresetn", Pin.Level.LOW, 0));
      }
    }
    for (StreamPort stream : unit.streams()) {
      String prefix = (stream.direction() == Direction.IN ? "s_axis_" : "m_axis_")
          + (List.of("in", "out").contains(stream.name()) ? "" : stream.name() + "_");
      pins.put(stream.valid(), Pin.plain(prefix + "tvalid"));
      pins.put(stream.ready(), Pin.plain(prefix + "tready"));
      if (stream.last() != null) {
        pins.put(stream.last(), Pin.plain(prefix + "tlast"));
      }
      int bytes = (unit.port(stream.payload().get(0)).width() + Byte.SIZE - 1) / Byte.SIZE;
      stream.payload().forEach(pins::remove);
      pins.put(packed(stream), new Pin(prefix + "tdata", Pin.Level.HIGH, bytes * Byte.SIZE));
    }
    return new PortMap(pins, "the names of AXI4-Stream");
  }

  /** The name under which a map holds all lanes of a stream. */
  static String packed(StreamPort stream) {
    return stream.name() + "_data";
  }

  /** The names that a map may give pins to. */
  static List<String> names(RtlDesign unit) {
    List<String> names = new ArrayList<>();
    for (ClockPort clock : unit.clocks()) {
      names.add(clock.clock());
      if (clock.reset() != null) {
        names.add(clock.reset());
      }
    }
    unit.ports().stream().map(Port::name).forEach(names::add);
    return names;
  }

  /** The pin of a port. */
  Pin pin(String port) {
    Pin pin = pins.get(port);
    if (pin == null) {
      throw new InputException(source + " give no pin for port " + port + "; needed: a line '" + port + " = PIN'");
    }
    return pin;
  }
}
