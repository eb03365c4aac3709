package vit2rtl.sim;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import spinal.core.BaseType;
import vit2rtl.hdl.Origins;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.type.Record;
import vit2rtl.hdl.type.Signal;
import vit2rtl.hdl.type.Vec;
import vit2rtl.sim.model.PortValues;

/** Where the signals that a simulation has been asked about live: found once, then a look-up by identity. */
final class Signals {
  private final RtlDesign design;
  private final PortValues ports;
  private final OpenProbes inside;
  private final Map<Signal, Slot> slots = new IdentityHashMap<>();

  /** A port's handle (null beyond 64 bits) and whether it may be poked, or a signal inside the design. */
  record Slot(PortHandle handle, boolean input, MemoryHandle inner) {}

  Signals(RtlDesign design, PortValues ports, OpenProbes inside) {
    this.design = design;
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
    requireSingle(signal);
    requireOwn(Origins.of(signal), signal::name);
    if (!isPort(signal)) {
      return new Slot(null, false, inside.signal(signal));
    }
    Port port = ports.block().port(signal.name());
    return new Slot(port.width() > 64 ? null : PortHandle.of(ports, port.name()), port.direction() == Direction.IN, null);
  }

  private static void requireSingle(Signal signal) {
    if (signal instanceof Vec || signal instanceof Record) {
      throw new IllegalArgumentException("a " + (signal instanceof Vec ? "vector" : "record")
          + " has several values; poke and peek its parts one by one");
    }
  }

  void requireOwn(Mem<?> memory) {
    requireOwn(Origins.of(memory), memory.spinal()::getName);
  }

  /**
   * What belongs to another design is refused, though a signal of this one may have its name. Texts that are made from
   * a design's (a netlist, one with a fault) are this design: they keep its very list of ports.
   */
  private void requireOwn(Optional<RtlDesign> origin, Supplier<String> name) {
    if (origin.isPresent() && origin.get().ports() != design.ports() && !origin.get().text().equals(design.text())) {
      throw new IllegalArgumentException(name.get() + " belongs to another design, " + origin.get().topName()
          + "; allowed: signals and memories of the one that is simulated, " + design.topName());
    }
  }

  /** Ports of children are signals inside the design. */
  private static boolean isPort(Signal signal) {
    return !(signal.spinal() instanceof BaseType raw) || raw.component().parent() == null && !raw.isDirectionLess();
  }

  /** The name of a port of the simulated design. */
  String portName(Signal signal) {
    requireSingle(signal);
    requireOwn(Origins.of(signal), signal::name);
    if (!isPort(signal)) {
      throw new IllegalArgumentException(signal.name() + " lies inside the design; inputs of the top can be poked");
    }
    return signal.name();
  }
}
