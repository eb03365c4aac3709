package vit2rtl.sim;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;
import vit2rtl.sim.dut.SimulationException;
import vit2rtl.sim.model.PortValues;
import vit2rtl.sim.model.Resets;
import vit2rtl.sim.model.Timeline;

/**
 * The drivers and monitors of a simulation. In every cycle they set their ports, the logic settles, they see what is
 * transferred, and then the clock ticks. While the reset is asserted they do nothing.
 */
final class StreamSides {
  private final RtlDesign design;
  private final PortValues ports;
  private final Timeline timeline;
  private final RememberedRequests requests;
  private final List<StreamSide> sides = new ArrayList<>();

  StreamSides(RtlDesign design, PortValues ports, Timeline timeline, RememberedRequests requests) {
    this.design = design;
    this.ports = ports;
    this.timeline = timeline;
    this.requests = requests;
  }

  boolean isEmpty() {
    return sides.isEmpty();
  }

  /** The ports of a stream that flows this way and has no driver or monitor yet. */
  StreamPins pins(String name, Direction direction) {
    StreamPort stream = design.stream(name);
    if (stream.direction() != direction) {
      throw new IllegalArgumentException("stream " + name + " of " + design.topName() + " flows the other way");
    }
    if (design.clocks().size() != 1) {
      throw new IllegalArgumentException("drivers and monitors move with one clock; " + design.topName() + " has "
          + design.clocks().stream().map(ClockPort::clock).toList() + ": use Simulation.stream");
    }
    if (sides.stream().anyMatch(side -> side.stream().equals(name))) {
      throw new IllegalArgumentException("stream " + name + " of " + design.topName() + " has a "
          + (direction == Direction.IN ? "driver" : "monitor") + " already");
    }
    return StreamPins.of(stream, ports);
  }

  /** The name of the stream that has this port for its valid. */
  String named(String valid) {
    return design.streams().stream().filter(stream -> stream.valid().equals(valid)).findFirst().orElseThrow(
        () -> new IllegalArgumentException(valid + " is no stream's valid at the boundary of "
            + design.topName())).name();
  }

  void add(StreamSide side) {
    sides.add(side);
  }

  void step(long count) {
    Timeline.requireCount(count, "cycles");
    for (long i = 0; i < count; i++) {
      if (Resets.isAsserted(design.clocks().get(0), ports)) {
        rest();
      } else {
        sides.forEach(StreamSide::drive);
        requests.eval();
        long cycle = timeline.cycles();
        sides.forEach(side -> side.observe(cycle));
      }
      requests.tick(1);
    }
  }

  void rest() {
    sides.forEach(StreamSide::rest);
  }

  SimulationException broken(String stream, String rule, long cycle) {
    return requests.failure("stream " + stream + " of " + design.topName() + " " + rule + " in cycle " + cycle, cycle);
  }
}
