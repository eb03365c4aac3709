package vit2rtl.sim;

import vit2rtl.hdl.rtl.RtlDesign;

/** The functions that Java calls. */
final class ShimEntries {
  /** A text with this word may have properties that a clock's edge samples. */
  private static final String SAMPLING = "property";

  private ShimEntries() {}

  static void write(ShimText text, PortNames names, SimOptions options, RtlDesign design) {
    Waveform.Format waveform = options.waveformFormat();
    text.line("}  // namespace");
    text.line("#define EXPORT extern \"C\" __attribute__((visibility(\"default\")))");
    text.line("EXPORT const char* vit_scope() { return \"%s\"; }", names.scope().replace("\\", "\\\\"));
    text.line("EXPORT Model* vit_new(uint64_t* block, int seed, const char* wave) {");
    text.line("    Model* m = new Model; report = &m->report; m->block = block;");
    text.line("    m->context.randReset(2); m->context.randSeed(seed);");
    text.line("    m->context.traceEverOn(%b);", waveform != Waveform.Format.NONE);
    text.line("    m->top = new Vtop{&m->context, \"top\"}; m->ports = VIT_PORTS_OF(m->top);");
    if (waveform != Waveform.Format.NONE) {
      text.line("    m->open(wave);");
    }
    text.line("    try { push(m); m->top->eval(); low(m); } catch (const Fatal&) { }");
    text.line("    pull(m); return m;");
    text.line("}");
    text.line("EXPORT int vit_delete(Model* m, int64_t) {");
    // The model's scopes are taken out of the thread's context, which may be that of another model, even a dead one.
    text.line("    report = &m->report; Verilated::threadContextp(&m->context);");
    if (waveform != Waveform.Format.NONE) {
      text.line("    m->trace.close();");
    }
    text.line("    try { m->top->final(); } catch (const Fatal&) { }");
    text.line("    delete m->top; delete m; return 0;");
    text.line("}");
    text.line("EXPORT Report* vit_report(Model* m) { return &m->report; }");
    text.line("EXPORT int vit_eval(Model* m, int64_t) {");
    text.line("    report = &m->report; push(m);");
    text.line("    try { VIT_EVALUATE(m->ports); } catch (const Fatal&) { }");
    text.line("    pull(m); return m->report.stopped;");
    text.line("}");
    text.line("EXPORT int vit_step(Model* m, int64_t cycles) {");
    text.line("    report = &m->report; push(m);");
    text.line("    try {");
    if (options.rtl(design).contains(SAMPLING)) {
      // Properties see values as they were before the edge: new inputs must have settled by then.
      text.line("        VIT_EVALUATE(m->ports);");
    }
    text.line("        for (int64_t i = 0; i < cycles && !m->report.stopped; i++) { high(m); low(m); }");
    // What the model was doing when it ended belongs in the waveform.
    text.line("    } catch (const Fatal&) { m->dump(); }");
    text.line("    pull(m); return m->report.stopped;");
    text.line("}");
    text.line("struct Streams { Job* job; Source* sources; Sink* sinks; };");
    text.line("EXPORT int vit_stream(Model* m, Streams* s) {");
    text.line("    report = &m->report;");
    text.line("    try { return runStreams(m, s->job, s->sources, s->sinks); }");
    text.line("    catch (const Fatal&) { m->dump(); return 1; }");
    text.line("}");
  }
}
