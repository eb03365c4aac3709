package vit2rtl.sim.shim;

/** The function that writes a model's coverage counters to a file. */
final class ShimCoverage {
  private ShimCoverage() {}

  static void write(ShimText text) {
    text.line("#include \"verilated_cov.h\"");
    text.line("EXPORT int vit_coverage(Model* m, const char* file) {");
    text.line("    Verilated::threadContextp(&m->context);");
    text.line("    m->context.coveragep()->write(file); return 0;");
    text.line("}");
  }
}
