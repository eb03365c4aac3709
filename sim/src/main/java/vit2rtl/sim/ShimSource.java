package vit2rtl.sim;

import vit2rtl.hdl.rtl.RtlDesign;

/**
 * Writes the C++ between a Verilated model and Java: ports copied to and from the shared block, clock cycles, and the
 * batched stream loop with every port access resolved at compile time.
 *
 * <p>With one clock a cycle is: inputs applied, clock low, evaluated (so that combinational outputs stand as the
 * environment sees them before the edge), then clock high, evaluated. With several, each ticks at its own times.
 */
final class ShimSource {
  private ShimSource() {}

  static String of(RtlDesign design, PortNames names, SimOptions options) {
    Waveform.Format waveform = options.waveformFormat();
    ShimText text = new ShimText();
    ShimPorts ports = new ShimPorts(new PortBlock(design), names, text);
    ShimClocks clocks = new ShimClocks(design, names, text);
    ShimModel.write(text, waveform, clocks);
    ports.copies();
    new ShimCycles(design, names, text).halves();
    clocks.advance();
    new ShimStreams(design, names, ports, clocks, text).loop();
    ShimEntries.write(text, names, options, design);
    ShimTrace.entry(text, waveform);
    clocks.entries();
    if (!options.probes().isEmpty()) {
      ShimProbes.write(text);
    }
    if (options.covering() == SimOptions.Covering.ON) {
      ShimCoverage.write(text);
    }
    return text.toString();
  }
}
