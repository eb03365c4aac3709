package vit2rtl.sim.dut;

/**
 * Rows to send into an input stream.
 *
 * @param stream    name of the stream
 * @param data      elements of whole rows, row-major; not copied: leave it alone while it is in use. Elements outside
 *                  the range of their port are refused; 32 unsigned bits are given as the int of these bits
 * @param rowLength elements per row; the last beat of a row is padded with zeros (where a range excludes 0, with the
 *                  value next to it)
 * @param stalls    when the source pauses
 */
public record StreamSource(String stream, int[] data, int rowLength, StallPattern stalls) {
  /**
   * Refuses rows of no elements, data that is no whole number of rows, and pauses that only a sink can make.
   *
   * @param stream    name of the stream
   * @param data      elements of whole rows, row-major; not copied: leave it alone while it is in use. Elements outside
   *                  the range of their port are refused; 32 unsigned bits are given as the int of these bits
   * @param rowLength elements per row; the last beat of a row is padded with zeros (where a range excludes 0, with the
   *                  value next to it)
   * @param stalls    when the source pauses
   */
  public StreamSource {
    if (rowLength < 1 || data.length % rowLength != 0) {
      throw new IllegalArgumentException("stream " + stream + ": " + data.length + " elements are not whole rows of "
          + rowLength);
    }
    if (stalls instanceof StallPattern.AfterValid) {
      throw new IllegalArgumentException("stream " + stream + ": a source does not wait for a beat; AfterValid is a pattern"
          + " of sinks");
    }
  }

  /** {@return how many rows there are} */
  public int rows() {
    return data.length / rowLength;
  }
}
