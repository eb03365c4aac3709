package vit2rtl.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.Language;
import vit2rtl.hdl.RtlDesign;
import vit2rtl.sim.CycleWindow;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.StallPattern;
import vit2rtl.sim.StreamJob;
import vit2rtl.sim.StreamResult;
import vit2rtl.sim.StreamSink;
import vit2rtl.sim.StreamSource;
import vit2rtl.units.RowUnit;
import vit2rtl.units.UnitConfig;

/**
 * A unit beside its golden model: the same rows through both. One stream {@code in}, one stream {@code out}, rows of
 * one length on both.
 */
public abstract class UnitBench {
  private final UnitConfig config;
  private final RtlDesign design;

  UnitBench(UnitConfig config, RtlDesign design) {
    this.config = config;
    this.design = design;
  }

  /** The unit's configuration. */
  public UnitConfig config() {
    return config;
  }

  /** The unit, elaborated. */
  public final RtlDesign design() {
    return design;
  }

  /** The unit with its top component, for what looks inside. */
  public final Design<RowUnit<?, ?>> unit(Language language) {
    return Hdl.design(config::create, language);
  }

  /** The unit in another language. */
  public final RtlDesign elaborate(Language language) {
    return unit(language).rtl();
  }

  /** Elements per row. */
  public final int rowLength() {
    return config.rows().length();
  }

  public final int lanes() {
    return config.rows().lanes();
  }

  /** Cycles from first beat in to first beat out that the unit promises when nobody stalls. */
  public final int statedLatency() {
    return config.latency();
  }

  /** The golden model on whole rows. */
  public abstract int[] golden(int[] in);

  /** The same bench around another text of the same unit, to see whether it notices. */
  public abstract UnitBench withDesign(RtlDesign other);

  /** What the unit's load port takes, cycle by cycle; nothing where tables are baked. */
  final List<Map<String, Long>> loading() {
    return config.loading();
  }

  /** Loads this bench's layer into a running model that no row is inside of. */
  public final void load(Simulation simulation) {
    for (Map<String, Long> cycle : loading()) {
      cycle.forEach(simulation::poke);
      simulation.poke("load_valid", 1);
      simulation.step();
      simulation.poke("load_valid", 0);
    }
  }

  /** The job that sends rows through the unit. */
  public final StreamJob job(int[] in, StallPattern source, StallPattern sink) {
    return new StreamJob(List.of(new StreamSource("in", in, rowLength(), source)),
        List.of(new StreamSink("out", in.length / rowLength(), rowLength(), sink)));
  }

  /** Streams rows through a running model of {@link #design} and compares every element. */
  public final Comparison compare(Simulation simulation, int[] in, StallPattern source, StallPattern sink) {
    return Comparison.of(golden(in), simulation.stream(job(in, source, sink)), rowLength());
  }

  /** The same run with the ports in a window of cycles recorded. */
  public final StreamResult record(Simulation simulation, int[] in, StallPattern source, StallPattern sink,
      CycleWindow window) {
    return simulation.stream(job(in, source, sink).withWindow(window));
  }

  /** A sentence where a run without stalls did not keep the stated latency or one beat per cycle. */
  public final Optional<String> brokenPromise(Comparison free) {
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
