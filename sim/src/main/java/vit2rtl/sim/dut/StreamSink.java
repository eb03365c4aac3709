package vit2rtl.sim.dut;

/**
 * Rows to receive from an output stream.
 *
 * @param stream    name of the stream
 * @param rows      how many
 * @param rowLength elements per row; padding is dropped, and {@code last} must mark each row's last beat
 * @param stalls    when the sink is not ready
 */
public record StreamSink(String stream, int rows, int rowLength, StallPattern stalls) {}
