package vit2rtl.sim.dut;

/**
 * Rows to receive from an output stream.
 *
 * @param stream    name of the stream
 * @param rows      how many
 * @param rowLength elements per row; padding is dropped, and {@code last} must mark each row's last beat
 * @param stalls    when the sink is not ready
 * @param padding   what the lanes behind the end of a row may hold
 */
public record StreamSink(String stream, int rows, int rowLength, StallPattern stalls, Padding padding) {

  /** What the lanes behind the end of a row may hold. */
  public enum Padding {
    /** Anything. */
    ANY,
    /** 0; anything else breaks the run. */
    ZERO
  }

  /**
   * Padding may be anything.
   *
   * @param stream    name of the stream
   * @param rows      how many
   * @param rowLength elements per row
   * @param stalls    when the sink is not ready
   */
  public StreamSink(String stream, int rows, int rowLength, StallPattern stalls) {
    this(stream, rows, rowLength, stalls, Padding.ANY);
  }
}
