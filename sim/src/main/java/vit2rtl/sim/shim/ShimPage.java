package vit2rtl.sim.shim;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Edge;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.wave.Waveform;

/**
 * What the template of the C++ around a model is filled with; lists of one entry or none where something may be absent.
 *
 * @param trace      how waves are written
 * @param several    whether there are several clocks
 * @param edges      whether edges are evaluated by a function of their own
 * @param clockCount how many clocks
 * @param inputs     words of the block that go into the model
 * @param outputs    words that come from it
 * @param clocks     its clocks
 * @param sources    streams into it, in the order of the design
 * @param sinks      streams out of it
 * @param portCount  how many ports a sample of all of them has
 * @param samples    the low word of every port
 * @param scope      Verilator's name of the top
 * @param sampling   whether the text may have properties that a clock's edge samples
 * @param probed     whether something inside is reached
 * @param counted    whether coverage is counted
 */
record ShimPage(List<Trace> trace, boolean several, boolean edges, int clockCount, List<Cell> inputs, List<Cell> outputs,
    List<ClockLevels> clocks, List<ShimStream> sources, List<ShimStream> sinks, int portCount, List<Sample> samples,
    String scope, boolean sampling, boolean probed, boolean counted) {
  /** A text with this word may have properties that a clock's edge samples. */
  private static final String SAMPLING = "property";

  /** A format of waves: Verilator's header and class. */
  record Trace(String header, String type) {}

  /** A port, or a word of one, and where it lies in the block. */
  record Cell(String port, String cell) {}

  /** A clock: what it is between its edges, and what it is at the one that counts. */
  record ClockLevels(int number, String port, int idle, int active, String level) {}

  /** A port's place in a sample. */
  record Sample(int at, String port) {}

  static ShimPage of(ModelSpec spec, PortNames names) {
    RtlDesign design = spec.design();
    PortBlock block = new PortBlock(design);
    List<Port> ports = List.copyOf(block.ports().values());
    return new ShimPage(trace(spec.waveform()), design.clocks().size() > 1, spec.hasEdges(), design.clocks().size(),
        cells(block, names, Direction.IN), cells(block, names, Direction.OUT), clocks(design, names),
        ShimStream.of(design, names, Direction.IN), ShimStream.of(design, names, Direction.OUT), ports.size(),
        IntStream.range(0, ports.size()).mapToObj(i -> new Sample(i,
            member(names, ports.get(i)) + (ports.get(i).width() <= 64 ? "" : "[0]"))).toList(),
        names.scope().replace("\\", "\\\\"), spec.rtl().contains(SAMPLING), !spec.reachable().isEmpty(),
        spec.counting() == ModelSpec.Counting.ON);
  }

  private static List<Trace> trace(Waveform.Format format) {
    return switch (format) {
      case NONE -> List.of();
      case VCD -> List.of(new Trace("verilated_vcd_c.h", "VerilatedVcdC"));
      case FST -> List.of(new Trace("verilated_fst_c.h", "VerilatedFstC"));
    };
  }

  private static String member(PortNames names, Port port) {
    return "m->ports->" + names.member(port.name());
  }

  private static List<Cell> cells(PortBlock block, PortNames names, Direction direction) {
    List<Cell> cells = new ArrayList<>();
    for (Port port : block.ports().values()) {
      String member = member(names, port);
      int at = block.offset(port.name());
      if (port.direction() != direction) {
        continue;
      }
      if (port.width() <= 64) {
        cells.add(new Cell(member, "m->block[" + at + "]"));
        continue;
      }
      for (int word = 0; word < (port.width() + 31) / 32; word++) {
        cells.add(new Cell(member + "[" + word + "]", "((uint32_t*)(m->block + " + at + "))[" + word + "]"));
      }
    }
    return cells;
  }

  private static List<ClockLevels> clocks(RtlDesign design, PortNames names) {
    List<ClockLevels> clocks = new ArrayList<>();
    for (ClockPort clock : design.clocks()) {
      int active = clock.edge() == Edge.RISING ? 1 : 0;
      clocks.add(new ClockLevels(clocks.size(), "m->ports->" + names.member(clock.clock()), 1 - active, active,
          active == 1 ? "active" : "!active"));
    }
    return clocks;
  }
}
