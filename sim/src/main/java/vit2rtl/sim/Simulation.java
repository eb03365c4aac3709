package vit2rtl.sim;

import com.sun.jna.NativeLibrary;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import vit2rtl.hdl.domain.ClockDomain;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.type.Signal;
import vit2rtl.sim.build.ModelReport;
import vit2rtl.sim.coverage.Coverage;
import vit2rtl.sim.dut.ClockPeriods;
import vit2rtl.sim.dut.Dut;
import vit2rtl.sim.dut.SimulationException;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamResult;
import vit2rtl.sim.model.CoverageReader;
import vit2rtl.sim.model.Model;
import vit2rtl.sim.model.PortValues;
import vit2rtl.sim.model.Resets;
import vit2rtl.sim.model.Timeline;
import vit2rtl.sim.wave.FailureWaves;

/**
 * One running model. Not for several threads at once; different simulations may run in different threads.
 *
 * <p>Pokes take effect with the next {@link #step}, {@link #eval} or {@link #stream}; peeks show the outputs after the
 * last one. A {@code $finish}, {@code $stop}, {@code $fatal} or failed assertion in the model ends in a
 * {@link SimulationException} with what the model printed. Memories and signals inside the design can be reached where
 * {@link SimOptions} asks for them.
 */
public final class Simulation implements Dut {
  private static final int RESET_CYCLES = 4;

  private final RtlDesign design;
  private final PortValues ports;
  private final Model model;
  private final Timeline timeline;
  private final Resets resets;
  private final OpenProbes inside;
  private final CoverageReader coverage;
  private final FailureRerun rerun;
  private final RememberedRequests requests;
  private final Signals signals;
  private ModelReport build;

  Simulation(RtlDesign design, SimOptions options, NativeLibrary library) {
    this.design = design;
    this.ports = new PortValues(design);
    this.model = new Model(design, options.waveform(), options.seed(), library, ports);
    this.timeline = Timeline.of(design, options.cycleLimit(), model);
    Journal journal = new Journal(ports, options.failureWaves());
    this.rerun = new FailureRerun(design, options, journal);
    this.inside = new OpenProbes(design, options, model, journal);
    this.coverage = new CoverageReader(options.model(design), model.library(), model.pointer());
    this.signals = new Signals(design, ports, inside);
    this.resets = new Resets(timeline, ports, coverage::settled);
    this.requests = new RememberedRequests(this, design, model, timeline, ports, journal, rerun);
    reset(options.resetCycles());
    journal.begin();
  }

  @Override
  public RtlDesign design() {
    return design;
  }

  // ---- ports -------------------------------------------------------------------------------------------------------

  /**
   * Sets an input; a value outside its declared range is refused, and so is a signal of another design.
   *
   * @param port  an input of the top
   * @param value of its range
   */
  public void poke(Signal port, long value) {
    Signals.Slot slot = slot(port);
    if (slot.input() && slot.handle() != null && slot.handle().holds(value)) {
      slot.handle().set(value);
    } else {
      poke(signals.portName(port), value);
    }
  }

  /**
   * Sets an input of any width.
   *
   * @param port  an input of the top
   * @param value of its range
   */
  public void poke(Signal port, BigInteger value) {
    poke(signals.portName(port), value);
  }

  @Override
  public void poke(String port, long value) {
    model.check();
    ports.poke(port, value);
  }

  @Override
  public void poke(String port, BigInteger value) {
    model.check();
    ports.poke(port, value);
  }

  /**
   * The value of a port, or of a signal inside the design, of up to 64 bits; sign extended where it is signed.
   *
   * @param signal a port, or a signal that {@link SimOptions#withSignals} asked for
   * @return the value
   */
  public long peek(Signal signal) {
    Signals.Slot slot = slot(signal);
    if (slot.handle() != null) {
      return slot.handle().get();
    }
    return slot.inner() != null ? slot.inner().read(0) : peek(signal.name());
  }

  @Override
  public long peek(String port) {
    model.check();
    return ports.peek(port);
  }

  /**
   * {@return the value of a port, or of a signal inside the design, of any width}
   *
   * @param signal a port, or a signal that {@link SimOptions#withSignals} asked for
   */
  public BigInteger peekBig(Signal signal) {
    Signals.Slot slot = slot(signal);
    return slot.inner() != null ? slot.inner().readBig(0) : peekBig(signal.name());
  }

  @Override
  public BigInteger peekBig(String port) {
    model.check();
    return ports.peekBig(port);
  }

  /**
   * {@return a handle for a port that is read or written in a tight loop}
   *
   * @param port a port of the top
   */
  public PortHandle port(Signal port) {
    return port(signals.portName(port));
  }

  /**
   * {@return a handle for a port that is read or written in a tight loop}
   *
   * @param name name of the port in the emitted text
   */
  public PortHandle port(String name) {
    return PortHandle.of(ports, name);
  }

  private Signals.Slot slot(Signal signal) {
    model.check();
    return signals.slot(signal);
  }

  // ---- inside the design -------------------------------------------------------------------------------------------

  /**
   * {@return a memory that {@link SimOptions#withMemories} asked for}
   *
   * @param memory a memory that {@link SimOptions#withMemories} asked for
   */
  public MemoryHandle memory(Mem<?> memory) {
    model.check();
    signals.requireOwn(memory);
    return inside.memory(memory);
  }

  /**
   * {@return what {@link SimOptions#withProbes} asked for: instance names and its own name, joined by dots}
   *
   * @param fullName such as {@code stage.rows}
   */
  public MemoryHandle memory(String fullName) {
    model.check();
    return inside.named(fullName);
  }

  /**
   * A word of a memory, of up to 64 bits, sign extended where its words are signed.
   *
   * @param memory  a memory that {@link SimOptions#withMemories} asked for
   * @param address of the word, from 0
   * @return the word
   */
  public long read(Mem<?> memory, int address) {
    return memory(memory).read(address);
  }

  /**
   * Replaces a word of a memory; outputs follow with the next {@link #eval} or {@link #step}.
   *
   * @param memory  a memory that {@link SimOptions#withMemories} asked for
   * @param address of the word, from 0
   * @param value   what the word becomes
   */
  public void write(Mem<?> memory, int address, long value) {
    memory(memory).write(address, value);
  }

  // ---- time --------------------------------------------------------------------------------------------------------

  /** Lets combinational logic settle. */
  @Override
  public void eval() {
    requests.eval();
  }

  /** One cycle of the main clock. */
  @Override
  public void step() {
    step(1);
  }

  @Override
  public void step(long count) {
    requests.step(count);
  }

  /**
   * One cycle of one of several clocks: up to its next active edge, other clocks ticking as their periods say.
   *
   * @param clock a clock of the design
   */
  public void step(ClockDomain clock) {
    step(clock.clock(), 1);
  }

  /**
   * So many cycles of a clock, by the name of its port.
   *
   * @param clock name of its port
   * @param count how many, from 0
   */
  public void step(String clock, long count) {
    requests.step(clock, count);
  }

  /**
   * Sets when the clocks tick from now on. Without it several clocks tick together.
   *
   * @param periods of every clock that shall tick
   */
  public void clocks(ClockPeriods periods) {
    requests.act(on -> on.timeline.periods(periods));
  }

  /**
   * Runs for so long, in the unit of the clock periods (1 for a clock without one).
   *
   * @param duration from 0
   */
  public void advance(long duration) {
    requests.act(on -> on.timeline.advance(duration));
  }

  /** {@return the time so far, in the unit of the clock periods} */
  public long time() {
    return timeline.time();
  }

  /**
   * Steps until a condition holds; too many cycles are an error.
   *
   * @param condition asked after every cycle, and before the first
   * @param limit     cycles at most
   */
  public void runUntil(BooleanSupplier condition, long limit) {
    for (long i = 0; !condition.getAsBoolean(); i++) {
      if (i == limit) {
        throw requests.failure(design.topName() + ": the condition did not come true within " + limit + " cycles",
            cycles());
      }
      step();
    }
  }

  /** Cycles of the main clock so far, batched runs included. */
  @Override
  public long cycles() {
    return timeline.cycles();
  }

  /**
   * {@return cycles of a clock so far, by the name of its port}
   *
   * @param clock name of its port
   */
  public long cycles(String clock) {
    return timeline.cycles(timeline.index(clock));
  }

  // ---- reset -------------------------------------------------------------------------------------------------------

  /** Holds every reset for four cycles. */
  @Override
  public void reset() {
    reset(RESET_CYCLES);
  }

  /**
   * Holds every reset for so many cycles of every clock that runs; 0 leaves the model as it is.
   *
   * @param count how many, from 0
   */
  public void reset(long count) {
    requests.act(on -> {
      if (on.resets.all(count)) {
        on.model.eval(on.timeline.cycles());
      }
    });
  }

  /**
   * Holds one clock's reset for so many of its cycles.
   *
   * @param clock name of its port
   * @param count how many, from 0
   */
  public void reset(String clock, long count) {
    assertReset(clock);
    step(clock, count);
    releaseReset(clock);
  }

  /**
   * Asserts a clock's reset, whatever its active level, until {@link #releaseReset}.
   *
   * @param clock name of its port
   */
  public void assertReset(String clock) {
    resets.set(clock, Resets.Level.ASSERTED);
    eval();
  }

  /**
   * Releases a clock's reset, whatever its active level.
   *
   * @param clock name of its port
   */
  public void releaseReset(String clock) {
    resets.set(clock, Resets.Level.RELEASED);
    eval();
  }

  // ---- streams -----------------------------------------------------------------------------------------------------

  /**
   * A batched run: everything native, until every sink has its rows. With several clocks each stream moves with its
   * own, and the main clock counts the cycles of the run.
   */
  @Override
  public StreamResult stream(StreamJob job) {
    return requests.stream(job);
  }

  /**
   * Writes the waves around a cycle, for a bench that found a fault by its own means: everything asked so far is
   * repeated on a traced model. Empty where the options want no {@link FailureWaves}, or the run is too long to repeat.
   *
   * @param cycle a cycle that has been simulated
   * @return the file, if there is one
   */
  public Optional<Path> wavesAround(long cycle) {
    return rerun.around(cycle);
  }

  RememberedRequests requests() {
    return requests;
  }

  Signals signals() {
    return signals;
  }

  PortValues ports() {
    return ports;
  }

  /** Cycles that a traced model has run, also where the last call was cut short. */
  long tracedCycle() {
    return model.library().getFunction("vit_cycle").invokeLong(new Object[] {model.pointer()});
  }

  /**
   * {@return what the model has reached since it was opened; refused where {@link SimOptions} does not ask for
   * coverage}
   */
  public Coverage coverage() {
    model.check();
    return coverage.read();
  }

  /** {@return where the model came from and how long that took} */
  public ModelReport build() {
    return build;
  }

  void builtAs(ModelReport report) {
    build = report;
  }

  /** From any thread: every later request ends with this reason. */
  void end(String why) {
    model.end(why);
  }

  /** Frees the model and completes its waveform file. */
  @Override
  public void close() {
    model.free();
  }
}
