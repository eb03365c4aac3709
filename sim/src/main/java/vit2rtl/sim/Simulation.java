package vit2rtl.sim;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import vit2rtl.hdl.Direction;
import vit2rtl.hdl.Port;
import vit2rtl.hdl.Range;
import vit2rtl.hdl.RtlDesign;
import vit2rtl.hdl.Signal;

/**
 * One running model. Not for several threads at once; different simulations may run in different threads.
 *
 * <p>Pokes take effect with the next {@link #step}, {@link #eval} or {@link #stream}; peeks show the outputs after the
 * last one. A {@code $finish}, {@code $stop}, {@code $fatal} or failed assertion in the model ends in a
 * {@link SimulationException} with what the model printed.
 */
public final class Simulation implements AutoCloseable {
  private static final int RESET_CYCLES = 4;
  private static final int REPORT_TEXT = 8;

  private final RtlDesign design;
  private final PortBlock block;
  private final Memory memory;
  private final ByteBuffer words;
  private final long evalFunction;
  private final long stepFunction;
  private final long streamFunction;
  private final long deleteFunction;
  private final long model;
  private final Pointer report;
  private final Map<Signal, Slot> slots = new IdentityHashMap<>();
  private long cycles;
  private boolean open = true;

  Simulation(RtlDesign design, SimOptions options, NativeLibrary library) {
    this.design = design;
    this.block = new PortBlock(design);
    this.memory = new Memory(block.words() * 8L);
    memory.clear();
    this.words = memory.getByteBuffer(0, memory.size()).order(ByteOrder.nativeOrder());
    String wave = options.waveform().map(w -> w.file().toString()).orElse("");
    Function create = library.getFunction("vit_new");
    this.model = Pointer.nativeValue(create.invokePointer(new Object[] {memory, options.seed(), wave}));
    this.report = library.getFunction("vit_report").invokePointer(new Object[] {new Pointer(model)});
    this.evalFunction = address(library, "vit_eval");
    this.stepFunction = address(library, "vit_step");
    this.streamFunction = address(library, "vit_stream");
    this.deleteFunction = address(library, "vit_delete");
    reset();
  }

  private static long address(NativeLibrary library, String name) {
    return Pointer.nativeValue(library.getFunction(name));
  }

  /** Holds the reset for a few cycles. */
  public void reset() {
    String reset = design.clocks().isEmpty() ? null : design.clocks().get(0).reset();
    if (reset != null) {
      words.putLong(block.offset(reset) * 8, 1);
      step(RESET_CYCLES);
      words.putLong(block.offset(reset) * 8, 0);
      eval();
    }
  }

  /** Sets an input; a value that its bits cannot hold is refused. */
  public void poke(Signal port, long value) {
    Slot slot = slot(port);
    if (slot.input() && slot.handle() != null && slot.handle().holds(value)) {
      slot.handle().set(value);
    } else {
      poke(port.name(), value);
    }
  }

  /** A port's handle (null beyond 64 bits) and whether it may be poked. */
  private record Slot(PortHandle handle, boolean input) {}

  private Slot slot(Signal port) {
    checkOpen();
    Slot slot = slots.get(port);
    if (slot == null) {
      Port p = block.port(port.name());
      slot = new Slot(p.width() > 64 ? null : port(p.name()), p.direction() == Direction.IN);
      slots.put(port, slot);
    }
    return slot;
  }

  public void poke(String port, long value) {
    Port p = input(port);
    int free = 64 - p.width();
    if (p.width() < 64 && (p.signed() ? value << free >> free : value & ~(-1L << p.width())) != value) {
      throw refused(p, value);
    }
    if (p.width() > 64) {
      poke(port, BigInteger.valueOf(value));
      return;
    }
    words.putLong(block.offset(port) * 8, p.width() < 64 ? value & ~(-1L << p.width()) : value);
  }

  /** Sets an input of any width. */
  public void poke(String port, BigInteger value) {
    Port p = input(port);
    if (p.signed() ? value.bitLength() >= p.width() : value.signum() < 0 || value.bitLength() > p.width()) {
      throw refused(p, value);
    }
    BigInteger bits = value.signum() < 0 ? value.add(BigInteger.ONE.shiftLeft(p.width())) : value;
    for (int word = 0; word < PortBlock.wordsOf(p); word++) {
      words.putLong((block.offset(port) + word) * 8, bits.shiftRight(64 * word).longValue());
    }
  }

  private Port input(String port) {
    checkOpen();
    Port p = block.port(port);
    if (p.direction() != Direction.IN) {
      throw new IllegalArgumentException("port " + port + " is an output; inputs can be poked");
    }
    return p;
  }

  private static IllegalArgumentException refused(Port port, Object value) {
    Range held = port.signed() ? Range.signed(port.width()) : Range.unsigned(port.width());
    return new IllegalArgumentException("value " + value + " for port " + port.name() + "; allowed: " + held.min()
        + " to " + held.max());
  }

  /** The value of a port of up to 64 bits, sign extended where the port is signed. */
  public long peek(Signal port) {
    PortHandle handle = slot(port).handle();
    return handle == null ? peek(port.name()) : handle.get();
  }

  public long peek(String port) {
    checkOpen();
    Port p = block.port(port);
    if (p.width() > 64) {
      throw new IllegalArgumentException("port " + port + " has " + p.width() + " bits; use peekBig");
    }
    long raw = words.getLong(block.offset(port) * 8);
    int free = 64 - p.width();
    return p.signed() && free > 0 ? raw << free >> free : raw;
  }

  /** The value of a port of any width. */
  public BigInteger peekBig(String port) {
    checkOpen();
    Port p = block.port(port);
    BigInteger value = BigInteger.ZERO;
    for (int word = PortBlock.wordsOf(p) - 1; word >= 0; word--) {
      long bits = words.getLong((block.offset(port) + word) * 8);
      value = value.shiftLeft(64).or(new BigInteger(Long.toUnsignedString(bits)));
    }
    value = value.and(BigInteger.ONE.shiftLeft(p.width()).subtract(BigInteger.ONE));
    return p.signed() && value.testBit(p.width() - 1) ? value.subtract(BigInteger.ONE.shiftLeft(p.width())) : value;
  }

  /** A handle for a port that is read or written in a tight loop. */
  public PortHandle port(Signal port) {
    return port(port.name());
  }

  public PortHandle port(String name) {
    return new PortHandle(words, block.offset(name) * 8, block.port(name));
  }

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
    NativeJob job1 = new NativeJob(design, job, block.ports().size());
    int status = Bridge.vit_call(streamFunction, model, Pointer.nativeValue(job1.pointer()));
    cycles += job1.cycles();
    if (status == 1) {
      finish(1);
    }
    if (job1.violation() != null) {
      throw new SimulationException(job1.violation());
    }
    if (status == 2) {
      throw new SimulationException(design.topName() + ": the sinks did not get all their rows within "
          + job.maxCycles() + " cycles");
    }
    return job1.result(block);
  }

  private void finish(int stopped) {
    if (stopped == 0) {
      return;
    }
    int how = report.getInt(0);
    int length = report.getInt(4);
    String said = new String(report.getByteArray(REPORT_TEXT, length), java.nio.charset.StandardCharsets.UTF_8).strip();
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
