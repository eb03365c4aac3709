package vit2rtl.sim.shim;

import vit2rtl.sim.wave.Waveform;

/** Waveforms: what a traced model keeps, and when it writes. */
final class ShimTrace {
  private ShimTrace() {}

  /** Members of the model. */
  static void members(ShimText text, Waveform.Format waveform) {
    if (waveform == Waveform.Format.NONE) {
      text.line("    void dump() { context.timeInc(1); }");
      text.line("    void edge() { }");
      return;
    }
    text.line("    Trace trace;");
    text.line("    int64_t cycle = 0, from = 0, to = 0;");
    text.line("    void dump() {");
    text.line("        if (cycle >= from && cycle < to) trace.dump(context.time());");
    text.line("        context.timeInc(1);");
    text.line("    }");
    // A cycle's active edge is its last event.
    text.line("    void edge() { cycle++; }");
    text.line("    void open(const char* request) {");
    text.line("        std::istringstream lines{request};");
    text.line("        std::string file, first, end, level, scope;");
    text.line("        std::getline(lines, file); std::getline(lines, first); std::getline(lines, end);");
    text.line("        from = std::stoll(first); to = std::stoll(end);");
    text.line("        while (std::getline(lines, level) && std::getline(lines, scope))");
    text.line("            trace.dumpvars(std::stoi(level), scope);");
    text.line("        top->trace(&trace, 99); trace.open(file.c_str());");
    text.line("    }");
  }

  /** How many cycles a traced model has run, for whoever looks for the last ones. */
  static void entry(ShimText text, Waveform.Format waveform) {
    if (waveform != Waveform.Format.NONE) {
      text.line("EXPORT int64_t vit_cycle(Model* m) { return m->cycle; }");
    }
  }
}
