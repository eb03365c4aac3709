package vit2rtl.sim;

import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Edge;
import vit2rtl.hdl.rtl.RtlDesign;

/**
 * The two halves of a clock cycle: clock idle (low, where the rising edge counts), evaluated, so that combinational
 * outputs stand as the environment sees them before the edge; then the clock's active level, evaluated.
 */
final class ShimCycles {
  private final RtlDesign design;
  private final PortNames names;
  private final ShimText text;

  ShimCycles(RtlDesign design, PortNames names, ShimText text) {
    this.design = design;
    this.names = names;
    this.text = text;
  }

  void halves() {
    text.line("inline void low(Model* m) {");
    clocks(0);
    text.line("    VIT_EVALUATE(m->ports); m->dump();");
    text.line("}");
    text.line("inline void high(Model* m) {");
    clocks(1);
    text.line("    VIT_EVALUATE(m->ports); m->dump(); m->edge();");
    text.line("}");
  }

  private void clocks(int active) {
    for (ClockPort clock : design.clocks()) {
      text.line("    m->ports->%s = %d;", names.member(clock.clock()),
          clock.edge() == Edge.RISING ? active : 1 - active);
    }
  }
}
