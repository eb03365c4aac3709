package vit2rtl.sim;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import spinal.core.BaseType;
import vit2rtl.hdl.Direction;
import vit2rtl.hdl.Mem;
import vit2rtl.hdl.Port;
import vit2rtl.hdl.RtlDesign;
import vit2rtl.hdl.Signal;
import vit2rtl.sim.coverage.Coverage;

/**
 * One running model. Not for several threads at once; different simulations may run in different threads.
 *
 * <p>Pokes take effect with the next {@link #step}, {@link #eval} or {@link #stream}; peeks show the outputs after the
 * last one. A {@code $finish}, {@code $stop}, {@code $fatal} or failed assertion in the model ends in a
 * {@link SimulationException} with what the model printed. Memories and signals inside the design can be reached where
 * {@link SimOptions} asks for them.
 */
public final class Simulation implements AutoCloseable {
  private static final int RESET_CYCLES = 4;
  private static final int REPORT_TEXT = 8;

  private final RtlDesign design;
  private final PortValues ports;
  private final long evalFunction;
  private final long stepFunction;
  private final long streamFunction;
  private final long deleteFunction;
  private final long model;
  private final Pointer report;
  private final Inside inside;
  private final CoverageReader coverage;
  private final Map<Signal, Slot> slots = new IdentityHashMap<>();
  private long cycles;
  private boolean open = true;

  Simulation(RtlDesign design, SimOptions options, NativeLibrary library) {
    this.design = design;
    this.ports = new PortValues(design);
    String wave = options.waveform().map(w -> w.request(design)).orElse("");
    Function create = library.getFunction("vit_new");
    this.model = Pointer.nativeValue(create.invokePointer(new Object[] {ports.memory(), options.seed(), wave}));
    this.report = library.getFunction("vit_report").invokePointer(new Object[] {new Pointer(model)});
    this.evalFunction = address(library, "vit_eval");
    this.stepFunction = address(library, "vit_step");
    this.streamFunction = address(library, "vit_stream");
    this.deleteFunction = address(library, "vit_delete");
    this.inside = new Inside(design, options, library, new Pointer(model), this::checkOpen);
    this.coverage = new CoverageReader(design, options, library, new Pointer(model));
    reset(options.resetCycles());
  }

  private static long address(NativeLibrary library, String name) {
    return Pointer.nativeValue(library.getFunction(name));
  }

  /** Holds the reset for a few cycles. */
  public void reset() {
    reset(RESET_CYCLES);
  }

  /** Holds the reset for so many cycles; 0 leaves the model as it is. */
  public void reset(int count) {
    String reset = design.clocks().isEmpty() ? null : design.clocks().get(0).reset();
    if (reset != null && count > 0) {
      ports.poke(reset, 1);
      step(count);
      coverage.settled();
      ports.poke(reset, 0);
      eval();
    }
  }

  // ---- ports -------------------------------------------------------------------------------------------------------

  /** Sets an input; a value that its bits cannot hold is refused. */
  public void poke(Signal port, long value) {
    Slot slot = slot(port);
    if (slot.input() && slot.handle() != null && slot.handle().holds(value)) {
      slot.handle().set(value);
    } else {
      poke(portName(port), value);
    }
  }

  /** Sets an input of any width. */
  public void poke(Signal port, BigInteger value) {
    poke(portName(port), value);
  }

  public void poke(String port, long value) {
    checkOpen();
    ports.poke(port, value);
  }

  public void poke(String port, BigInteger value) {
    checkOpen();
    ports.poke(port, value);
  }

  /** The value of a port, or of a signal inside the design, of up to 64 bits; sign extended where it is signed. */
  public long peek(Signal signal) {
    Slot slot = slot(signal);
    if (slot.handle() != null) {
      return slot.handle().get();
    }
    return slot.inner() != null ? slot.inner().read(0) : peek(signal.name());
  }

  public long peek(String port) {
    checkOpen();
    return ports.peek(port);
  }

  /** The value of a port, or of a signal inside the design, of any width. */
  public BigInteger peekBig(Signal signal) {
    Slot slot = slot(signal);
    return slot.inner() != null ? slot.inner().readBig(0) : peekBig(signal.name());
  }

  public BigInteger peekBig(String port) {
    checkOpen();
    return ports.peekBig(port);
  }

  /** A handle for a port that is read or written in a tight loop. */
  public PortHandle port(Signal port) {
    return port(portName(port));
  }

  public PortHandle port(String name) {
    return ports.handle(name);
  }

  /** A port's handle (null beyond 64 bits) and whether it may be poked, or a signal inside the design. */
  private record Slot(PortHandle handle, boolean input, MemoryHandle inner) {}

  private Slot slot(Signal signal) {
    checkOpen();
    Slot slot = slots.get(signal);
    if (slot == null) {
      if (isPort(signal)) {
        Port p = ports.block().port(signal.name());
        slot = new Slot(p.width() > 64 ? null : port(p.name()), p.direction() == Direction.IN, null);
      } else {
        slot = new Slot(null, false, inside.signal(signal));
      }
      slots.put(signal, slot);
    }
    return slot;
  }

  /** Ports of children are signals inside the design. */
  private static boolean isPort(Signal signal) {
    return !(signal.spinal() instanceof BaseType raw) || raw.component().parent() == null && !raw.isDirectionLess();
  }

  private static String portName(Signal signal) {
    if (!isPort(signal)) {
      throw new IllegalArgumentException(signal.name() + " lies inside the design; inputs of the top can be poked");
    }
    return signal.name();
  }

  // ---- inside the design -------------------------------------------------------------------------------------------

  /** A memory that {@link SimOptions#withMemories} asked for. */
  public MemoryHandle memory(Mem<?> memory) {
    checkOpen();
    return inside.memory(memory);
  }

  /** What {@link SimOptions#withProbes} asked for: instance names and its own name, joined by dots. */
  public MemoryHandle memory(String fullName) {
    checkOpen();
    return inside.named(fullName);
  }

  /** A word of a memory, of up to 64 bits, sign extended where its words are signed. */
  public long read(Mem<?> memory, int address) {
    return memory(memory).read(address);
  }

  /** Replaces a word of a memory; outputs follow with the next {@link #eval} or {@link #step}. */
  public void write(Mem<?> memory, int address, long value) {
    memory(memory).write(address, value);
  }

  // ---- time --------------------------------------------------------------------------------------------------------

  /** Lets combinational logic settle. */
  public void eval() {
    checkOpen();
    finish(Bridge.vit_call(evalFunction, model, 0));
  }

  /** One clock cycle. */
  public void step() {
    step(1);
  }

  public void step(long count) {
    checkOpen();
    cycles += count;
    finish(Bridge.vit_call(stepFunction, model, count));
  }

  /** Steps until a condition holds; too many cycles are an error. */
  public void runUntil(BooleanSupplier condition, long limit) {
    for (long i = 0; !condition.getAsBoolean(); i++) {
      if (i == limit) {
        throw new SimulationException(design.topName() + ": the condition did not come true within " + limit
            + " cycles");
      }
      step();
    }
  }

  /** Cycles so far, batched runs included. */
  public long cycles() {
    return cycles;
  }

  /** A batched run: everything native, until every sink has its rows. */
  public StreamResult stream(StreamJob job) {
    checkOpen();
    NativeJob nativeJob = new NativeJob(design, job, ports.block().ports().size());
    int status = Bridge.vit_call(streamFunction, model, Pointer.nativeValue(nativeJob.pointer()));
    cycles += nativeJob.cycles();
    if (status == 1) {
      finish(1);
    }
    if (nativeJob.violation() != null) {
      throw new SimulationException(nativeJob.violation());
    }
    if (status == 2) {
      throw new SimulationException(design.topName() + ": the sinks did not get all their rows within "
          + job.maxCycles() + " cycles");
    }
    return nativeJob.result(ports.block());
  }

  /** What the model has reached since it was opened; refused where {@link SimOptions} does not ask for coverage. */
  public Coverage coverage() {
    checkOpen();
    return coverage.read();
  }

  private void finish(int stopped) {
    if (stopped == 0) {
      return;
    }
    int how = report.getInt(0);
    int length = report.getInt(4);
    String said = new String(report.getByteArray(REPORT_TEXT, length), StandardCharsets.UTF_8).strip();
    String what = how == 1 ? "$finish" : how == 2 ? "$stop or $fatal" : "an error of the model";
    throw new SimulationException(design.topName() + " ended with " + what + " by cycle " + cycles
        + (said.isEmpty() ? "" : ": " + said));
  }

  private void checkOpen() {
    if (!open) {
      throw new IllegalStateException("the simulation of " + design.topName() + " is closed");
    }
  }

  /** Frees the model and completes its waveform file. */
  @Override
  public void close() {
    if (open) {
      open = false;
      Bridge.vit_call(deleteFunction, model, 0);
    }
  }
}
