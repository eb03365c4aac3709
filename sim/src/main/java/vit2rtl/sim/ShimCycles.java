package vit2rtl.sim;

import vit2rtl.hdl.ClockPort;
import vit2rtl.hdl.RtlDesign;

/**
 * The two halves of a clock cycle: clock low, evaluated (so that combinational outputs stand as the environment sees
 * them before the edge), then clock high, evaluated.
 */
final class ShimCycles {
  private final RtlDesign design;
  private final ShimText text;

  ShimCycles(RtlDesign design, ShimText text) {
    this.design = design;
    this.text = text;
  }

  void halves() {
    text.line("inline void low(Model* m) {");
    clocks("0");
    text.line("    VIT_EVALUATE(m->top); m->dump();");
    text.line("}");
    text.line("inline void high(Model* m) {");
    clocks("1");
    text.line("    VIT_EVALUATE(m->top); m->dump(); m->edge();");
    text.line("}");
  }

  private void clocks(String level) {
    for (ClockPort clock : design.clocks()) {
      text.line("    m->top->%s = %s;", clock.clock(), level);
    }
  }
}
