package vit2rtl.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Language;
import vit2rtl.hdl.RtlDesign;
import vit2rtl.sim.CycleWindow;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.StallPattern;
import vit2rtl.sim.StreamJob;
import vit2rtl.sim.StreamResult;
import vit2rtl.sim.StreamSink;
import vit2rtl.sim.StreamSource;

/**
 * A unit beside its golden model: the same rows through both. One stream {@code in}, one stream {@code out}, rows of one
 * length on both.
 */
public interface UnitBench {

  /** The unit, elaborated. */
  RtlDesign design();

  /** The unit with its top component, for what looks inside. */
  Design<?> unit(Language language);

  /** The unit in another language. */
  default RtlDesign elaborate(Language language) {
    return unit(language).rtl();
  }

  /** Elements per row. */
  int rowLength();

  int lanes();

  /** Cycles from first beat in to first beat out that the unit promises when nobody stalls. */
  int statedLatency();

  /** The golden model on whole rows. */
  int[] golden(int[] in);

  /** Least input element. */
  int least();

  /** Greatest input element. */
  int greatest();

  /** The same bench around another text of the same unit, to see whether it notices. */
  UnitBench withDesign(RtlDesign design);

  /**
   * What the unit's load port takes so that it computes this bench's layer: the values of its ports, cycle by cycle;
   * nothing where tables are baked.
   */
  default List<Map<String, Long>> constants() {
    return List.of();
  }

  /** Loads this bench's layer into a running model that no row is inside of. */
  default void load(Simulation simulation) {
    for (Map<String, Long> cycle : constants()) {
      cycle.forEach(simulation::poke);
      simulation.poke("load_valid", 1);
      simulation.step();
      simulation.poke("load_valid", 0);
    }
  }

  /** The job that sends rows through the unit. */
  default StreamJob job(int[] in, StallPattern source, StallPattern sink) {
    return new StreamJob(List.of(new StreamSource("in", in, rowLength(), source)),
        List.of(new StreamSink("out", in.length / rowLength(), rowLength(), sink)));
  }

  /** Streams rows through a running model of {@link #design} and compares every element. */
  default Comparison compare(Simulation simulation, int[] in, StallPattern source, StallPattern sink) {
    return Comparison.of(golden(in), simulation.stream(job(in, source, sink)), rowLength());
  }

  /** The same run with the ports in a window of cycles recorded. */
  default StreamResult record(Simulation simulation, int[] in, StallPattern source, StallPattern sink,
      CycleWindow window) {
    return simulation.stream(job(in, source, sink).withWindow(window));
  }

  /** A sentence where a run without stalls did not keep the stated latency or one beat per cycle. */
  default Optional<String> brokenPromise(Comparison free) {
    int beats = (rowLength() + lanes() - 1) / lanes();
    long rows = free.elements() / rowLength();
    if (free.latency() != statedLatency()) {
      return Optional.of("the latency is " + free.latency() + " cycles; stated: " + statedLatency());
    }
    if (free.outCycles() != rows * beats) {
      return Optional.of("the output took " + free.outCycles() + " cycles for " + rows + " rows of " + beats
          + " beats; stated: one beat per cycle");
    }
    return Optional.empty();
  }
}
