package vit2rtl.sim.shim;

/** The function that finds a probe's place in the model: Verilator's own table, whatever it did to the hierarchy. */
final class ShimProbes {
  private ShimProbes() {}

  static void write(ShimText text) {
    text.line("#include \"verilated_sym_props.h\"");
    text.line("EXPORT int vit_find(Model* m, const char* scope, const char* name, int64_t* found) {");
    text.line("    const VerilatedScope* in = m->context.scopeFind(scope);");
    text.line("    const VerilatedVar* var = in ? in->varFind(name) : nullptr;");
    text.line("    if (!var) return 0;");
    text.line("    found[0] = (int64_t)var->datap();");
    // Dimension 0 is the word, those from 1 on are what lies around it: the names that every version has.
    text.line("    found[1] = var->elements(0);");
    text.line("    found[2] = var->udims() > 0 ? var->elements(1) : 0;");
    text.line("    return 1;");
    text.line("}");
  }
}
