package vit2rtl.sim.shim;

import vit2rtl.sim.wave.Waveform;

/** The head of the generated C++: includes and what one running model consists of. */
final class ShimModel {
  private ShimModel() {}

  static void write(ShimText text, Waveform.Format waveform, ShimClocks clocks) {
    text.line("#include \"runtime.h\"");
    text.line("#include \"Vtop.h\"");
    text.line("#include \"verilated.h\"");
    switch (waveform) {
      case NONE -> { }
      case VCD -> text.line("#include <sstream>\n#include \"verilated_vcd_c.h\"\ntypedef VerilatedVcdC Trace;");
      case FST -> text.line("#include <sstream>\n#include \"verilated_fst_c.h\"\ntypedef VerilatedFstC Trace;");
    }
    text.line("using namespace vit;");
    text.line("namespace {");
    text.line("struct Model {");
    text.line("    VerilatedContext context;");
    text.line("    Vtop* top = nullptr;");
    text.line("    VIT_PORTS* ports = nullptr;");
    text.line("    uint64_t* block = nullptr;");
    text.line("    Report report{};");
    ShimTrace.members(text, waveform);
    clocks.member();
    text.line("};");
  }
}
