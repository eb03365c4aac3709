package vit2rtl.fpga.axi;

import java.util.List;
import java.util.Locale;
import vit2rtl.hdl.rtl.Direction;

/** An IP as its documents and scripts see it; clock {@code aclk} and reset {@code aresetn} are every IP's. */
public interface Ip {

  /**
   * A port of the IP.
   *
   * @param name      name
   * @param direction seen from the IP
   * @param width     bits
   */
  record Pin(String name, Direction direction, int width) {}

  /**
   * A bus interface: the pins whose names begin with its own and an underscore; of an interrupt, the pin of its name.
   *
   * @param name name
   * @param kind what it is
   * @param role the IP's part in it
   */
  record Bus(String name, Kind kind, Role role) {}

  /** What a bus is. */
  enum Kind { STREAM, MEMORY, INTERRUPT }

  /** Who begins transfers. */
  enum Role {
    MASTER, SLAVE;

    /** As IP-XACT says it. */
    public String ipXact() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Its registers, name and title. */
  RegisterMap map();

  /** Every port but clock and reset. */
  List<Pin> pins();

  /** Every bus interface; all pins belong to one. */
  List<Bus> buses();

  /** Names of the bus interfaces that {@code aclk} is the clock of: all but interrupts. */
  default List<String> clocked() {
    return buses().stream().filter(bus -> bus.kind() != Kind.INTERRUPT).map(Bus::name).toList();
  }

  /** Bus interfaces that reach memory on their own. */
  default List<Bus> masters() {
    return buses().stream().filter(bus -> bus.kind() == Kind.MEMORY && bus.role() == Role.MASTER).toList();
  }

  /** Bits of a port. */
  default int width(String pin) {
    return pins().stream().filter(p -> p.name().equals(pin)).findFirst().orElseThrow().width();
  }

  /** Pins of a bus interface. */
  default List<Pin> pins(Bus bus) {
    return pins().stream().filter(pin -> bus.kind() == Kind.INTERRUPT
        ? pin.name().equals(bus.name()) : pin.name().startsWith(bus.name() + "_")).toList();
  }
}
