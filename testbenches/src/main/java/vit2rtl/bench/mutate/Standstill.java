package vit2rtl.bench.mutate;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.StreamDriver;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.dut.StreamSource;

/**
 * How much goes into a design while nobody takes what comes out: beats of each stream from a reset on, until none has been taken
 * for a while. A queue that holds less than it should shows in no value, and in no run's time where its sink is what is slow.
 */
final class Standstill {
  /** Cycles without a beat after which there will be none. */
  private static final int QUIET = 200;
  private static final int MOST_CYCLES = 20_000;

  private Standstill() {}

  /**
   * Beats by the names of the streams.
   *
   * @param simulation behind a reset
   * @param sources    rows, sent again and again without pauses
   */
  static Map<String, Long> of(Simulation simulation, List<StreamSource> sources) {
    RtlDesign design = simulation.design();
    design.streams().stream().filter(stream -> stream.direction() == Direction.OUT)
        .forEach(stream -> simulation.poke(stream.ready(), 0));
    Map<String, StreamDriver> drivers = new TreeMap<>();
    sources.forEach(source ->
        drivers.put(source.stream(), StreamDriver.on(simulation, source.stream(), StallPattern.none())));
    long before = 0;
    for (int cycle = 0, quiet = 0; cycle < MOST_CYCLES && quiet < QUIET; cycle++, quiet++) {
      sources.stream().filter(source -> drivers.get(source.stream()).isDone())
          .forEach(source -> send(design, source, drivers.get(source.stream())));
      simulation.step();
      long now = drivers.values().stream().mapToLong(StreamDriver::beats).sum();
      quiet = now == before ? quiet : -1;
      before = now;
    }
    Map<String, Long> beats = new TreeMap<>();
    drivers.forEach((stream, driver) -> beats.put(stream, driver.beats()));
    return beats;
  }

  private static void send(RtlDesign design, StreamSource source, StreamDriver driver) {
    boolean signed = design.port(design.stream(source.stream()).payload().get(0)).signed();
    for (int from = 0; from < source.data().length; from += source.rowLength()) {
      driver.send(Arrays.stream(source.data(), from, from + source.rowLength())
          .mapToLong(element -> signed ? element : Integer.toUnsignedLong(element)).toArray());
    }
  }
}
