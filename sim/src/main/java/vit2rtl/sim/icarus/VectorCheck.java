package vit2rtl.sim.icarus;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamRanges;

/**
 * Rows to send through a design and what must come out: the same {@link StreamJob} that Verilator runs, stalls
 * included, and the expected elements of every sink. Inputs that belong to no stream are 0 (or, where their
 * range excludes that, the value next to it), except in the prelude.
 *
 * @param design   its ports, clocks and streams; the text that is simulated is chosen by {@link VerilogSources}
 * @param prelude  input values in the cycles between reset and the job, one map of port to value per cycle; a port that
 *                 a map leaves out is 0 in that cycle. Loads tables of units that take them at run time
 * @param job      what is sent and received
 * @param expected per sink in the job's order: its rows, row-major, padding left out
 * @param open     per sink: which of its elements may be anything, undefined included; they are not compared
 */
public record VectorCheck(RtlDesign design, List<Map<String, Long>> prelude, StreamJob job, List<int[]> expected,
    List<BitSet> open) {
  /**
   * Refuses expected elements that are not as many as the sinks receive, elements of more than 32 bits, and outputs in
   * the prelude.
   *
   * @param design   its ports, clocks and streams; the text that is simulated is chosen by {@link VerilogSources}
   * @param prelude  input values in the cycles between reset and the job, one map of port to value per cycle; a port that
   *                 a map leaves out is 0 in that cycle. Loads tables of units that take them at run time
   * @param job      what is sent and received
   * @param expected per sink in the job's order: its rows, row-major, padding left out
   * @param open     per sink: which of its elements may be anything, undefined included; they are not compared
   */
  public VectorCheck {
    prelude = prelude.stream().map(Map::copyOf).toList();
    expected = List.copyOf(expected);
    open = List.copyOf(open);
    if (expected.size() != job.sinks().size() || open.size() != expected.size()) {
      throw new IllegalArgumentException(expected.size() + " expected outputs for " + job.sinks().size() + " sinks");
    }
    for (int i = 0; i < expected.size(); i++) {
      int needed = job.sinks().get(i).rows() * job.sinks().get(i).rowLength();
      if (expected.get(i).length != needed) {
        throw new IllegalArgumentException("stream " + job.sinks().get(i).stream() + ": " + expected.get(i).length
            + " expected elements; needed: " + needed);
      }
    }
    for (StreamPort stream : design.streams()) {
      for (String name : stream.payload()) {
        if (design.port(name).width() > 32) {
          throw new IllegalArgumentException("port " + name + " has " + design.port(name).width()
              + " bits; streams carry elements of up to 32 bits");
        }
      }
    }
    StreamRanges.require(design, job);
    for (Map<String, Long> cycle : prelude) {
      for (String name : cycle.keySet()) {
        Port port = design.port(name);
        if (port.direction() != Direction.IN) {
          throw new IllegalArgumentException("port " + name + " of " + design.topName() + " is an output");
        }
      }
    }
  }

  /**
   * Every element counts.
   *
   * @param design   its ports, clocks and streams
   * @param prelude  input values in the cycles before the job
   * @param job      what is sent and received
   * @param expected the rows of each sink, in the order of the sinks
   */
  public VectorCheck(RtlDesign design, List<Map<String, Long>> prelude, StreamJob job, List<int[]> expected) {
    this(design, prelude, job, expected, expected.stream().map(one -> new BitSet()).toList());
  }

  /**
   * One sink, no prelude, every element counts.
   *
   * @param design   its ports, clocks and streams
   * @param job      what is sent and received
   * @param expected its rows, row-major
   */
  public VectorCheck(RtlDesign design, StreamJob job, int[] expected) {
    this(design, List.of(), job, List.of(expected));
  }
}
