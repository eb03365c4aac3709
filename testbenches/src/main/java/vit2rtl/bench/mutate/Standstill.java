package vit2rtl.bench.mutate;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.StreamPort;
import vit2rtl.sim.dut.Dut;
import vit2rtl.sim.dut.PortRange;
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
   * @param dut     behind a reset
   * @param sources rows, sent again and again
   */
  static Map<String, Integer> of(Dut dut, List<StreamSource> sources) {
    dut.design().streams().stream().filter(stream -> stream.direction() == Direction.OUT)
        .forEach(stream -> dut.poke(stream.ready(), 0));
    Map<String, Integer> taken = new TreeMap<>();
    sources.forEach(source -> taken.put(source.stream(), 0));
    int quiet = 0;
    for (int cycle = 0; cycle < MOST_CYCLES && quiet < QUIET; cycle++, quiet++) {
      sources.forEach(source -> show(dut, source, taken.get(source.stream())));
      dut.eval();
      for (StreamSource source : sources) {
        if (dut.peek(dut.design().stream(source.stream()).ready()) == 1) {
          taken.merge(source.stream(), 1, Integer::sum);
          quiet = 0;
        }
      }
      dut.step();
    }
    return taken;
  }

  /** The beat behind so many. */
  private static void show(Dut dut, StreamSource source, int before) {
    StreamPort stream = dut.design().stream(source.stream());
    int lanes = stream.payload().size();
    int beats = (source.rowLength() + lanes - 1) / lanes;
    int row = before / beats % source.rows();
    int from = before % beats * lanes;
    for (int lane = 0; lane < lanes; lane++) {
      String port = stream.payload().get(lane);
      dut.poke(port, from + lane < source.rowLength() ? source.data()[row * source.rowLength() + from + lane]
          : PortRange.rest(dut.design().port(port)).longValue());
    }
    if (stream.last() != null) {
      dut.poke(stream.last(), from + lanes >= source.rowLength() ? 1 : 0);
    }
    dut.poke(stream.valid(), 1);
  }
}
