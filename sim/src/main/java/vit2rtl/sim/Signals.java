package vit2rtl.sim;

import java.util.IdentityHashMap;
import java.util.Map;
import spinal.core.BaseType;
import vit2rtl.hdl.Direction;
import vit2rtl.hdl.Port;
import vit2rtl.hdl.Signal;

/** Where the signals that a simulation has been asked about live: found once, then a look-up by identity. */
final class Signals {
  private final PortValues ports;
  private final OpenProbes inside;
  private final Map<Signal, Slot> slots = new IdentityHashMap<>();

  /** A port's handle (null beyond 64 bits) and whether it may be poked, or a signal inside the design. */
  record Slot(PortHandle handle, boolean input, MemoryHandle inner) {}

  Signals(PortValues ports, OpenProbes inside) {
    this.ports = ports;
    this.inside = inside;
  }

  Slot slot(Signal signal) {
    Slot slot = slots.get(signal);
    if (slot == null) {
      slot = find(signal);
      slots.put(signal, slot);
    }
    return slot;
  }

  private Slot find(Signal signal) {
    if (!isPort(signal)) {
      return new Slot(null, false, inside.signal(signal));
    }
    Port port = ports.block().port(signal.name());
    return new Slot(port.width() > 64 ? null : ports.handle(port.name()), port.direction() == Direction.IN, null);
  }

  /** Ports of children are signals inside the design. */
  private static boolean isPort(Signal signal) {
    return !(signal.spinal() instanceof BaseType raw) || raw.component().parent() == null && !raw.isDirectionLess();
  }

  static String portName(Signal signal) {
    if (!isPort(signal)) {
      throw new IllegalArgumentException(signal.name() + " lies inside the design; inputs of the top can be poked");
    }
    return signal.name();
  }
}
