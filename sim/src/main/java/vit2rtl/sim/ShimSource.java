package vit2rtl.sim;

import vit2rtl.hdl.RtlDesign;

/**
 * Writes the C++ between a Verilated model and Java: ports copied to and from the shared block, clock cycles, and the
 * batched stream loop with every port access resolved at compile time.
 *
 * <p>A cycle is: inputs applied, clock low, evaluated (so that combinational outputs stand as the environment sees them
 * before the edge), then clock high, evaluated.
 */
final class ShimSource {
  /** Part of the cache key: changes whenever the generated code does. */
  static final String VERSION = "4";

  private ShimSource() {}

  static String of(RtlDesign design, SimOptions options) {
    Waveform.Format waveform = options.waveformFormat();
    ShimText text = new ShimText();
    ShimPorts ports = new ShimPorts(new PortBlock(design), text);
    ShimModel.write(text, waveform);
    ports.copies();
    new ShimCycles(design, text).halves();
    new ShimStreams(design, ports, text).loop();
    ShimEntries.write(text, waveform);
    if (!options.probes().isEmpty()) {
      ShimProbes.write(text);
    }
    if (options.covering() == SimOptions.Covering.ON) {
      ShimCoverage.write(text);
    }
    return text.toString();
  }
}
