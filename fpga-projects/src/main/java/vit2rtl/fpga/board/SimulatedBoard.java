package vit2rtl.fpga.board;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import vit2rtl.fpga.serial.SerialLine;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.MemoryHandle;
import vit2rtl.sim.PortHandle;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.dut.SimulationException;

/**
 * A board in simulation, reached through its UART pins alone: every bit of every byte is put on the receive pin and
 * taken from the transmit pin, clock cycle by clock cycle. Time passes while somebody reads.
 */
public final class SimulatedBoard implements SerialLine {
  private static final int FRAME_BITS = 10;
  private static final int CYCLES_FROM_POWER_UP = 64;

  private final BoardDesign design;
  private final Simulation simulation;
  private final PortHandle rx;
  private final PortHandle tx;
  private final int divisor;
  private final long patience;

  private final Deque<Byte> toSend = new ArrayDeque<>();
  private int sendCycle = -1;
  private int sendBits;
  private int takeCycle = -1;
  private int takeBits;

  /** Powers the board up. A read gives up after {@code patience} cycles of silence. */
  public SimulatedBoard(BoardDesign design, SimOptions options, long patience) {
    this(design, design.simulation(), options, patience);
  }

  /** Another form of the design, such as its netlist. */
  SimulatedBoard(BoardDesign design, RtlDesign form, SimOptions options, long patience) {
    this.design = design;
    this.simulation = Simulator.open(form, design.hasFlash() ? options.withProbes(
        BoardDesign.flashCells(), BoardDesign.flashCounter("wrong"), BoardDesign.flashCounter("reads")) : options);
    design.config().units().forEach(unit -> unit.flashImage().ifPresent(this::flash));
    this.rx = simulation.port(BoardDesign.RX);
    this.tx = simulation.port(BoardDesign.TX);
    this.divisor = design.config().divisor();
    this.patience = patience;
    rx.set(1);
    design.board().button().ifPresent(name -> simulation.port(name).set(1 - design.board().pressed()));
    simulation.step(CYCLES_FROM_POWER_UP);
  }

  @Override
  public void write(byte[] bytes) {
    for (byte b : bytes) {
      toSend.add(b);
    }
  }

  @Override
  public int read(byte[] into) {
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    for (long silent = 0; silent < patience && taken.size() == 0; silent++) {
      cycle(taken);
      silent = sendCycle >= 0 || takeCycle >= 0 ? 0 : silent;
    }
    System.arraycopy(taken.toByteArray(), 0, into, 0, taken.size());
    return taken.size();
  }

  /** Presses the button that resets the board; what either side was sending is lost. */
  public void press() {
    String button = design.board().button().orElseThrow(() -> new IllegalStateException("a board without a button"));
    toSend.clear();
    sendCycle = -1;
    takeCycle = -1;
    rx.set(1);
    simulation.port(button).set(design.board().pressed());
    simulation.step(CYCLES_FROM_POWER_UP);
    simulation.port(button).set(1 - design.board().pressed());
    simulation.step(CYCLES_FROM_POWER_UP);
  }

  /** Writes into the flash, at the place of the constants. */
  public void flash(byte[] bytes) {
    MemoryHandle cells = simulation.memory(BoardDesign.flashCells().fullName());
    int from = design.board().flash().orElseThrow().offset();
    for (int i = 0; i < bytes.length; i++) {
      cells.write(from + i, bytes[i] & 0xFF);
    }
  }

  /** Lets time pass until the constants in the flash have been checked, if they are right, else so many cycles. */
  public void awaitConstants(long most) {
    long start = cycles();
    while (design.hasFlash() && pin(BoardDesign.TROUBLE) == 1 && cycles() - start < most) {
      run(1024);
    }
  }

  /** Commands that the flash could not follow. */
  public long wrongCommands() {
    return simulation.memory(BoardDesign.flashCounter("wrong").fullName()).read(0);
  }

  /** Lets time pass; what the board sends meanwhile is lost. */
  public void run(long cycles) {
    ByteArrayOutputStream lost = new ByteArrayOutputStream();
    for (long i = 0; i < cycles; i++) {
      cycle(lost);
    }
  }

  /** The level of an output, such as an LED. */
  public int pin(String name) {
    return (int) simulation.peek(name);
  }

  /** Cycles since power-up. */
  public long cycles() {
    return simulation.cycles();
  }

  private void cycle(ByteArrayOutputStream taken) {
    drive();
    simulation.step();
    sample(taken);
  }

  private void drive() {
    if (sendCycle < 0 && !toSend.isEmpty()) {
      sendCycle = 0;
      sendBits = (toSend.remove() & 0xFF) << 1 | 1 << (FRAME_BITS - 1);
    }
    rx.set(sendCycle < 0 ? 1 : sendBits >> sendCycle / divisor & 1);
    if (sendCycle >= 0 && ++sendCycle == FRAME_BITS * divisor) {
      sendCycle = -1;
    }
  }

  /** The receiver of the host's bridge: middle of each bit, counted from the falling edge. */
  private void sample(ByteArrayOutputStream taken) {
    boolean level = tx.get() == 1;
    if (takeCycle < 0) {
      takeCycle = level ? -1 : 0;
      takeBits = 0;
    }
    if (takeCycle >= 0) {
      if (takeCycle % divisor == divisor / 2) {
        takeBits |= (level ? 1 : 0) << takeCycle / divisor;
      }
      if (++takeCycle == FRAME_BITS * divisor - divisor / 4) {
        takeCycle = -1;
        if ((takeBits & 1) != 0 || takeBits >> FRAME_BITS - 1 == 0) {
          throw new SimulationException("the board sent a byte without a start or stop bit by cycle " + cycles());
        }
        taken.write(takeBits >> 1);
      }
    }
  }

  @Override
  public void close() {
    simulation.close();
  }
}
