package vit2rtl.sim;

import java.util.ArrayDeque;
import java.util.Queue;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.sim.dut.Noise;
import vit2rtl.sim.dut.PortRange;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.dut.Stalls;

/**
 * Sends rows into an input stream while a test calls {@link Simulation#step} or {@link Simulation#runUntil}, beside
 * whatever else it pokes: one beat per cycle in which source and design agree, by AXI4-Stream's rules (a beat that is
 * shown stays until it is taken). For designs of one clock; elements of up to 64 bits. Nothing is sent while the reset
 * is asserted, or in cycles that are not steps ({@link Simulation#reset}, {@link Simulation#advance},
 * {@link Simulation#stream}); the beat that was shown is shown again afterwards. Pauses are those of a batched run with
 * the same pattern, and what other pins have in these ({@link Noise}). Batched runs ({@link Simulation#stream}) are many times faster.
 */
public final class StreamDriver extends StreamSide {
  private final StreamPins pins;
  private final Stalls stalls;
  private final Noise noise;
  private final Queue<Beat> waiting = new ArrayDeque<>();
  private Beat shown;
  private long beats;

  private record Beat(long[] elements, boolean last) {}

  private StreamDriver(StreamPins pins, StallPattern stalls) {
    this.pins = pins;
    this.stalls = new Stalls(stalls);
    this.noise = new Noise(stalls);
  }

  /**
   * {@return a driver of a stream of the top}
   *
   * @param sim    the simulation
   * @param stream an input stream of the top
   * @param stalls when it pauses
   */
  public static StreamDriver on(Simulation sim, Stream<?> stream, StallPattern stalls) {
    return on(sim, sim.requests().sides().named(sim.signals().portName(stream.valid())), stalls);
  }

  /**
   * {@return a driver of a stream of the top, by the stream's name}
   *
   * @param sim    the simulation
   * @param stream name of an input stream of the top
   * @param stalls when it pauses
   */
  public static StreamDriver on(Simulation sim, String stream, StallPattern stalls) {
    StreamDriver driver = new StreamDriver(sim.requests().sides().pins(stream, Direction.IN), stalls);
    sim.requests().sides().add(driver);
    return driver;
  }

  /**
   * Queues a row: as many elements a beat as the stream has payload ports, the last beat padded with zeros (where a
   * range excludes 0, with the value next to it) and marked with {@code last} where the stream has one. An element
   * outside its port's range is refused.
   *
   * @param row its elements, the first first
   */
  public void send(long... row) {
    if (row.length == 0) {
      throw new IllegalArgumentException("stream " + stream() + ": a row of no elements");
    }
    for (int i = 0; i < row.length; i++) {
      Port port = pins.ports().get(i % pins.lanes());
      if (!pins.payload().get(i % pins.lanes()).holds(row[i])) {
        throw PortRange.refused("element " + i + " of a row of stream " + stream(), port, row[i]);
      }
    }
    for (int from = 0; from < row.length; from += pins.lanes()) {
      long[] elements = pins.ports().stream().mapToLong(port -> PortRange.rest(port).longValue()).toArray();
      System.arraycopy(row, from, elements, 0, Math.min(elements.length, row.length - from));
      waiting.add(new Beat(elements, from + elements.length >= row.length));
    }
  }

  /** {@return how many beats have been taken} */
  public long beats() {
    return beats;
  }

  /** {@return whether everything has been taken} */
  public boolean isDone() {
    return shown == null && waiting.isEmpty();
  }

  @Override
  String stream() {
    return pins.stream().name();
  }

  @Override
  void drive() {
    if (shown == null && !waiting.isEmpty() && !stalls.pause(Stalls.Beat.TAKEN)) {
      shown = waiting.remove();
    }
    pins.valid().set(shown == null ? 0 : 1);
    if (shown == null) {
      rustle();
      return;
    }
    for (int lane = 0; lane < pins.lanes(); lane++) {
      pins.payload().get(lane).set(shown.elements()[lane]);
    }
    if (pins.last() != null) {
      pins.last().set(shown.last() ? 1 : 0);
    }
  }

  private void rustle() {
    if (!noise.isThere()) {
      return;
    }
    if (pins.last() != null) {
      pins.last().set(noise.last() ? 1 : 0);
    }
    for (int lane = 0; lane < pins.lanes(); lane++) {
      pins.payload().get(lane).set(noise.element(pins.ports().get(lane)));
    }
  }

  @Override
  void observe(long cycle) {
    if (shown != null && pins.ready().get() == 1) {
      shown = null;
      beats++;
    }
  }

  @Override
  void rest() {
    pins.valid().set(0);
  }
}
