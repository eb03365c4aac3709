package vit2rtl.sim;

import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.dut.SimulationException;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamRanges;
import vit2rtl.sim.dut.StreamResult;
import vit2rtl.sim.model.Model;
import vit2rtl.sim.model.PortValues;
import vit2rtl.sim.model.Timeline;

/** What a simulation is asked to do: remembered, so that a failure can be repeated, and explained where it fails. */
final class RememberedRequests {
  private final Simulation simulation;
  private final RtlDesign design;
  private final Model model;
  private final Timeline timeline;
  private final Journal journal;
  private final FailureRerun rerun;
  private final StreamRun streams;
  private final StreamSides sides;

  RememberedRequests(Simulation simulation, RtlDesign design, Model model, Timeline timeline, PortValues ports, Journal journal,
      FailureRerun rerun) {
    this.simulation = simulation;
    this.design = design;
    this.model = model;
    this.timeline = timeline;
    this.journal = journal;
    this.rerun = rerun;
    this.streams = new StreamRun(design, model, timeline, ports, rerun);
    this.sides = new StreamSides(design, ports, timeline, this);
  }

  void eval() {
    journal.step(0);
    try {
      model.eval(timeline.cycles());
    } catch (SimulationException e) {
      throw rerun.explained(e);
    }
  }

  /** Cycles of the main clock; drivers and monitors move with them. */
  void step(long count) {
    if (sides.isEmpty()) {
      tick(count);
    } else {
      sides.step(count);
    }
  }

  /** Cycles of one of several clocks. */
  void step(String clock, long count) {
    int index = timeline.index(clock);
    if (sides.isEmpty()) {
      act(on -> on.requests().timeline.step(index, count));
    } else {
      sides.step(count);
    }
  }

  /** Cycles with the inputs as they are. */
  void tick(long count) {
    journal.step(count);
    try {
      timeline.step(count);
    } catch (SimulationException e) {
      throw rerun.explained(e);
    }
  }

  /** Does something that is no mere counting of cycles. */
  void act(Journal.Action action) {
    sides.rest();
    journal.act(Journal.ENTRY_BYTES, action);
    try {
      action.repeat(simulation);
    } catch (SimulationException e) {
      throw rerun.explained(e);
    }
  }

  StreamResult stream(StreamJob job) {
    StreamRanges.require(design, job);
    sides.rest();
    if (journal.isWhole()) {
      KeptJob kept = KeptJob.of(design, job);
      journal.act(kept.bytes(), on -> on.stream(kept.again()));
    }
    try {
      return streams.run(job);
    } catch (SimulationException e) {
      throw rerun.explained(e);
    }
  }

  StreamSides sides() {
    return sides;
  }

  /** A failure that was found in a cycle by looking at the ports. */
  SimulationException failure(String message, long cycle) {
    return rerun.explained(new SimulationException(message), cycle);
  }
}
