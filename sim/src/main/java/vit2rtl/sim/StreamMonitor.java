package vit2rtl.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.sim.dut.SimulationException;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.dut.Stalls;

/**
 * Receives rows from an output stream while a test calls {@link Simulation#step} or {@link Simulation#runUntil}, and
 * holds the design to AXI4-Stream's rules: what is valid stays, unchanged, until it is taken, and {@code last} marks
 * each row's last beat. A breach is a {@link SimulationException} that names stream, rule and cycle. For designs of one
 * clock; elements of up to 64 bits. It is not ready while the reset is asserted or in cycles that are not steps, and
 * what happens to a waiting beat there is no breach. Pauses are those of a batched run with the same pattern.
 */
public final class StreamMonitor extends StreamSide {
  private final StreamSides sides;
  private final StreamPins pins;
  private final int rowLength;
  private final Stalls stalls;
  private final List<long[]> rows = new ArrayList<>();
  private final List<Long> beatCycles = new ArrayList<>();
  private long[] row;
  private int filled;
  /** The beat that waits, {@code last} behind its elements; null where none does. */
  private long[] held;
  private long seen;

  private StreamMonitor(StreamSides sides, StreamPins pins, int rowLength, StallPattern stalls) {
    this.sides = sides;
    this.pins = pins;
    this.rowLength = rowLength;
    this.stalls = new Stalls(stalls);
    this.row = new long[rowLength];
  }

  /**
   * {@return a monitor of a stream of the top, whose rows have so many elements}
   *
   * @param sim       the simulation
   * @param stream    an output stream of the top
   * @param rowLength elements in a row, from 1
   * @param stalls    when it pauses
   */
  public static StreamMonitor on(Simulation sim, Stream<?> stream, int rowLength, StallPattern stalls) {
    return on(sim, sim.requests().sides().named(sim.signals().portName(stream.valid())), rowLength, stalls);
  }

  /**
   * {@return a monitor of a stream of the top, by the stream's name}
   *
   * @param sim       the simulation
   * @param stream    name of an output stream of the top
   * @param rowLength elements in a row, from 1
   * @param stalls    when it pauses
   */
  public static StreamMonitor on(Simulation sim, String stream, int rowLength, StallPattern stalls) {
    if (rowLength < 1) {
      throw new IllegalArgumentException("stream " + stream + ": rows of " + rowLength + " elements; allowed: from 1");
    }
    StreamSides sides = sim.requests().sides();
    StreamMonitor monitor = new StreamMonitor(sides, sides.pins(stream, Direction.OUT), rowLength, stalls);
    sides.add(monitor);
    return monitor;
  }

  /**
   * The whole rows so far, in order, without padding; it grows with every step.
   *
   * @return a list that later rows are added to
   */
  public List<long[]> rows() {
    return Collections.unmodifiableList(rows);
  }

  /** {@return the cycle of the simulation in which each beat was taken, those of a row that is still open included} */
  public List<Long> beatCycles() {
    return Collections.unmodifiableList(beatCycles);
  }

  @Override
  String stream() {
    return pins.stream().name();
  }

  @Override
  void drive() {
    pins.ready().set(stalls.pause(held == null ? Stalls.Beat.TAKEN : Stalls.Beat.WAITS) ? 0 : 1);
  }

  @Override
  void observe(long cycle) {
    if (cycle != seen + 1) {
      held = null;
    }
    seen = cycle;
    if (pins.valid().get() == 0) {
      if (held != null) {
        throw sides.broken(stream(), "dropped valid before the transfer", cycle);
      }
      return;
    }
    long[] beat = beat();
    if (held != null && !Arrays.equals(held, beat)) {
      throw sides.broken(stream(), "changed its payload while waiting", cycle);
    }
    held = beat;
    if (pins.ready().get() == 1) {
      held = null;
      take(beat, cycle);
    }
  }

  private long[] beat() {
    long[] beat = new long[pins.lanes() + 1];
    for (int lane = 0; lane < pins.lanes(); lane++) {
      beat[lane] = pins.payload().get(lane).get();
    }
    beat[pins.lanes()] = pins.last() == null ? 0 : pins.last().get();
    return beat;
  }

  private void take(long[] beat, long cycle) {
    int count = Math.min(pins.lanes(), rowLength - filled);
    System.arraycopy(beat, 0, row, filled, count);
    filled += count;
    beatCycles.add(cycle);
    if (pins.last() != null && (beat[pins.lanes()] == 1) != (filled == rowLength)) {
      throw sides.broken(stream(), "has last on the wrong beat", cycle);
    }
    if (filled == rowLength) {
      rows.add(row);
      row = new long[rowLength];
      filled = 0;
    }
  }

  @Override
  void rest() {
    pins.ready().set(0);
  }
}
