package vit2rtl.sim;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.type.Signal;
import vit2rtl.sim.dut.SimulationException;
import vit2rtl.sim.model.Model;

/** What a running model lets its simulation reach beyond the ports: the probes it was opened with. */
final class OpenProbes {
  private static final int FIELDS = 3;

  private final String topName;
  private final Map<String, MemoryHandle> byName = new LinkedHashMap<>();
  private final Map<Object, MemoryHandle> byObject = new IdentityHashMap<>();

  OpenProbes(RtlDesign design, SimOptions options, Model model, Journal journal) {
    this.topName = design.topName();
    for (Probe probe : options.probes()) {
      byName.put(probe.fullName(), new MemoryHandle(probe, find(probe, model), model::check, journal));
    }
  }

  /** The place of a probe in the model, its shape compared with what Verilator says. */
  private Pointer find(Probe probe, Model model) {
    Memory found = new Memory(FIELDS * 8L);
    found.clear();
    Function find = model.library().getFunction("vit_find");
    find.invokeInt(new Object[] {model.pointer(), probe.scope(model.scope()), probe.name(), found});
    if (found.getLong(0) == 0) {
      throw new SimulationException(topName + " has no " + (probe.depth() > 0 ? "memory" : "signal") + " "
          + probe.fullName() + ", or nothing in the design depends on it");
    }
    int width = (int) found.getLong(8);
    int depth = (int) found.getLong(16);
    if (probe.depth() > 0 && probe.width() == 1 && depth == 0) {
      // A memory of single bits declared without a bit range: Verilator's table calls its words bits.
      depth = width;
      width = 1;
    }
    if (width != probe.width() || depth != probe.depth()) {
      throw new SimulationException(probe.fullName() + " of " + topName + " is " + shape(depth, width) + "; asked for "
          + shape(probe.depth(), probe.width()));
    }
    return found.getPointer(0);
  }

  private static String shape(int depth, int width) {
    return depth == 0 ? "a signal of " + width + " bits" : depth + " words of " + width + " bits";
  }

  MemoryHandle memory(Mem<?> memory) {
    return byObject.computeIfAbsent(memory, m -> handle(Probe.of(memory), "withMemories").within(memory.range()));
  }

  /** An internal signal as a memory of one word. */
  MemoryHandle signal(Signal signal) {
    return byObject.computeIfAbsent(signal, s -> handle(Probe.of(signal), "withSignals"));
  }

  MemoryHandle named(String fullName) {
    MemoryHandle handle = byName.get(fullName);
    if (handle == null) {
      throw new IllegalArgumentException("the simulation of " + topName + " was opened without the probe " + fullName
          + "; it has " + byName.keySet());
    }
    return handle;
  }

  private MemoryHandle handle(Probe probe, String option) {
    MemoryHandle handle = byName.get(probe.fullName());
    if (handle == null) {
      throw new IllegalArgumentException(probe.fullName() + " lies inside " + topName
          + " and is not kept by its model; open the simulation with SimOptions." + option + "(it)");
    }
    return handle;
  }
}
