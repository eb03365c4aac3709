package vit2rtl.sim.dut;

import java.util.List;

/**
 * What a batched run delivered.
 *
 * @param cycles   cycles from its start to the last transfer, inclusive
 * @param firstIn  cycle of the first transfer on the first source, −1 without sources
 * @param received per sink, in the job's order
 * @param samples  port values of the recorded window
 */
public record StreamResult(long cycles, long firstIn, List<Received> received, Samples samples) {

  /**
   * What one sink received.
   *
   * @param stream    name of the stream
   * @param data      elements, row-major, padding dropped
   * @param beatCycle cycle of every beat
   * @param beats     beats per row
   * @param lanes     elements per beat
   */
  public record Received(String stream, int[] data, int[] beatCycle, int beats, int lanes) {

    /** {@return the cycle in which the first beat was sent} */
    public long firstCycle() {
      return beatCycle[0];
    }

    /** {@return the cycle in which the last beat was received} */
    public long lastCycle() {
      return beatCycle[beatCycle.length - 1];
    }
  }

  /** {@return the only sink's data} */
  public int[] data() {
    return received.get(0).data();
  }

  /** {@return cycles from the first beat in to the first beat out} */
  public long latency() {
    return received.get(0).firstCycle() - firstIn;
  }
}
