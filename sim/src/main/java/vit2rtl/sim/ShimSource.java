package vit2rtl.sim;

import java.util.List;
import vit2rtl.hdl.ClockPort;
import vit2rtl.hdl.Direction;
import vit2rtl.hdl.Port;
import vit2rtl.hdl.RtlDesign;
import vit2rtl.hdl.StreamPort;

/**
 * Writes the C++ between a Verilated model and Java: ports copied to and from the shared block, clock cycles, and the
 * batched stream loop with every port access resolved at compile time.
 *
 * <p>A cycle is: inputs applied, clock low, evaluated (so that combinational outputs stand as the environment sees them
 * before the edge), then clock high, evaluated.
 */
final class ShimSource {
  /** Part of the cache key: changes whenever the generated code does. */
  static final String VERSION = "3";

  private final RtlDesign design;
  private final PortBlock block;
  private final Waveform.Format waveform;
  private final StringBuilder text = new StringBuilder();

  private ShimSource(RtlDesign design, Waveform.Format waveform) {
    this.design = design;
    this.block = new PortBlock(design);
    this.waveform = waveform;
  }

  static String of(RtlDesign design, Waveform.Format waveform) {
    ShimSource source = new ShimSource(design, waveform);
    source.prologue();
    source.portCopies();
    source.cycles();
    source.streamLoop();
    source.entryPoints();
    return source.text.toString();
  }

  private void line(String format, Object... arguments) {
    text.append(arguments.length == 0 ? format : String.format(format, arguments)).append('\n');
  }

  private void prologue() {
    line("#include \"runtime.h\"");
    line("#include \"Vtop.h\"");
    line("#include \"verilated.h\"");
    switch (waveform) {
      case NONE -> { }
      case VCD -> line("#include \"verilated_vcd_c.h\"\ntypedef VerilatedVcdC Trace;");
      case FST -> line("#include \"verilated_fst_c.h\"\ntypedef VerilatedFstC Trace;");
    }
    line("using namespace vit;");
    line("namespace {");
    line("struct Model {");
    line("    VerilatedContext context;");
    line("    Vtop* top = nullptr;");
    line("    uint64_t* block = nullptr;");
    line("    Report report{};");
    if (waveform != Waveform.Format.NONE) {
      line("    Trace* trace = nullptr;");
      line("    void dump() { if (trace) trace->dump(context.time()); context.timeInc(1); }");
    } else {
      line("    void dump() { context.timeInc(1); }");
    }
    line("};");
  }

  private static String field(Port port) {
    return "m->top->" + port.name().replace("__", "___05F");
  }

  private void portCopies() {
    line("inline void push(Model* m) {");
    for (Port port : block.ports().values()) {
      if (port.direction() == Direction.IN) {
        copy(port, true);
      }
    }
    line("}");
    line("inline void pull(Model* m) {");
    for (Port port : block.ports().values()) {
      if (port.direction() == Direction.OUT) {
        copy(port, false);
      }
    }
    line("}");
  }

  private void copy(Port port, boolean in) {
    int at = block.offset(port.name());
    if (port.width() <= 64) {
      line(in ? "    %2$s = m->block[%1$d];" : "    m->block[%1$d] = %2$s;", at, field(port));
      return;
    }
    for (int word = 0; word < (port.width() + 31) / 32; word++) {
      String cell = "((uint32_t*)(m->block + " + at + "))[" + word + "]";
      line(in ? "    %2$s[%1$d] = %3$s;" : "    %3$s = %2$s[%1$d];", word, field(port), cell);
    }
  }

  private void cycles() {
    line("inline void low(Model* m) {");
    clocks("0");
    line("    VIT_EVALUATE(m->top); m->dump();");
    line("}");
    line("inline void high(Model* m) {");
    clocks("1");
    line("    VIT_EVALUATE(m->top); m->dump();");
    line("}");
  }

  private void clocks(String level) {
    for (ClockPort clock : design.clocks()) {
      line("    m->top->%s = %s;", clock.clock(), level);
    }
  }

  private List<StreamPort> streams(Direction direction) {
    return design.streams().stream().filter(s -> s.direction() == direction).toList();
  }

  private static String top(String name) {
    return "m->top->" + name;
  }

  private void streamLoop() {
    List<StreamPort> ins = streams(Direction.IN);
    List<StreamPort> outs = streams(Direction.OUT);
    line("int runStreams(Model* m, Job* job, Source* sources, Sink* sinks) {");
    line("    push(m);");
    for (int i = 0; i < ins.size(); i++) {
      line("    Source& s%1$d = sources[%1$d];", i);
      line("    Stall st%1$d = stall(s%1$d.stallKind, s%1$d.stallSeed, s%1$d.stallParameter);", i);
      line("    const int32_t* p%1$d = s%1$d.data; int64_t rows%1$d = s%1$d.rows, left%1$d = s%1$d.rowLength;", i);
      line("    bool show%1$d = false; s%1$d.firstCycle = -1; %2$s = 0;", i, top(ins.get(i).valid()));
    }
    for (int i = 0; i < outs.size(); i++) {
      line("    Sink& k%1$d = sinks[%1$d];", i);
      line("    Stall kt%1$d = stall(k%1$d.stallKind, k%1$d.stallSeed, k%1$d.stallParameter);", i);
      line("    int32_t* d%1$d = k%1$d.data; int32_t* c%1$d = k%1$d.beatCycle;", i);
      line("    int64_t wanted%1$d = k%1$d.rows, open%1$d = k%1$d.rowLength; bool waiting%1$d = false;", i);
      int lanes = outs.get(i).payload().size();
      line("    int32_t held%1$d[%2$d] = {0}; bool heldLast%1$d = false;", i, lanes);
    }
    line("    int64_t cycle = 0;");
    line("    for (; cycle < job->maxCycles; cycle++) {");
    line("        bool finished = true;");
    for (int i = 0; i < ins.size(); i++) {
      drive(i, ins.get(i));
    }
    for (int i = 0; i < outs.size(); i++) {
      line("        if (wanted%1$d) finished = false;", i);
      line("        %2$s = wanted%1$d && !kt%1$d.pause();", i, top(outs.get(i).ready()));
    }
    line("        if (finished) break;");
    line("        low(m);");
    sample();
    for (int i = 0; i < ins.size(); i++) {
      accept(i, ins.get(i));
    }
    for (int i = 0; i < outs.size(); i++) {
      receive(i, outs.get(i));
    }
    line("        high(m);");
    line("        if (m->report.stopped) { job->cycles = cycle + 1; return 1; }");
    line("    }");
    line("    job->cycles = cycle;");
    line("    low(m); pull(m);");
    line("    bool done = true;");
    for (int i = 0; i < outs.size(); i++) {
      line("    if (wanted%1$d) done = false;", i);
    }
    line("    return done ? 0 : 2;");
    line("}");
  }

  private void drive(int i, StreamPort stream) {
    int lanes = stream.payload().size();
    line("        if (!show%1$d && rows%1$d && !st%1$d.pause()) {", i);
    line("            show%1$d = true; %2$s = 1;", i, top(stream.valid()));
    if (stream.last() != null) {
      line("            %2$s = left%1$d <= %3$d;", i, top(stream.last()), lanes);
    }
    for (int lane = 0; lane < lanes; lane++) {
      line("            %2$s = left%1$d > %3$d ? (uint32_t)p%1$d[%3$d] & %4$sU : 0;", i,
          top(stream.payload().get(lane)), lane, mask(stream.payload().get(lane)));
    }
    line("        } else if (!show%1$d) %2$s = 0;", i, top(stream.valid()));
  }

  private String mask(String port) {
    int width = design.port(port).width();
    if (width > 32) {
      throw new IllegalArgumentException("port " + port + " has " + width
          + " bits; batched streams carry elements of up to 32 bits");
    }
    return Long.toString((1L << width) - 1);
  }

  private void accept(int i, StreamPort stream) {
    int lanes = stream.payload().size();
    line("        if (show%1$d && %2$s) {", i, top(stream.ready()));
    line("            if (s%1$d.firstCycle < 0) s%1$d.firstCycle = cycle;", i);
    line("            int64_t n = left%1$d < %2$d ? left%1$d : %2$d; p%1$d += n; left%1$d -= n;", i, lanes);
    line("            if (!left%1$d) { rows%1$d--; left%1$d = s%1$d.rowLength; }", i);
    // Taken back after the edge, so that the edge still sees it.
    line("            show%1$d = false;", i);
    line("        }");
  }

  private void receive(int i, StreamPort stream) {
    int lanes = stream.payload().size();
    line("        if (%s) {", top(stream.valid()));
    line("            int32_t now[%d];", lanes);
    for (int lane = 0; lane < lanes; lane++) {
      Port port = design.port(stream.payload().get(lane));
      int unused = 32 - port.width();
      line(port.signed() && unused > 0
          ? "            now[%1$d] = (int32_t)((uint32_t)%2$s << %3$d) >> %3$d;"
          : "            now[%1$d] = %2$s;", lane, top(port.name()), unused);
    }
    line("            bool last = %s;", stream.last() == null ? "false" : top(stream.last()));
    line("            if (waiting%1$d && (memcmp(now, held%1$d, sizeof now) || last != heldLast%1$d) && !k%1$d.violation)"
        + " { k%1$d.violation = 2; k%1$d.violationCycle = cycle; }", i);
    line("            if (%s) {", top(stream.ready()));
    line("                int64_t n = open%1$d < %2$d ? open%1$d : %2$d;", i, lanes);
    line("                for (int64_t j = 0; j < n; j++) *d%1$d++ = now[j];", i);
    line("                *c%1$d++ = (int32_t)cycle; open%1$d -= n;", i);
    if (stream.last() != null) {
      line("                if (last != (open%1$d == 0) && !k%1$d.violation)"
          + " { k%1$d.violation = 3; k%1$d.violationCycle = cycle; }", i);
    }
    line("                if (!open%1$d) { wanted%1$d--; open%1$d = k%1$d.rowLength; }", i);
    line("                waiting%1$d = false;", i);
    line("            } else { memcpy(held%1$d, now, sizeof now); heldLast%1$d = last; waiting%1$d = true; }", i);
    line("        } else if (waiting%1$d && !k%1$d.violation) { k%1$d.violation = 1; k%1$d.violationCycle = cycle; }", i);
  }

  private void sample() {
    line("        if (cycle >= job->windowFrom && cycle < job->windowFrom + job->windowCount) {");
    line("            uint64_t* to = job->samples + (cycle - job->windowFrom) * %d;", block.ports().size());
    int at = 0;
    for (Port port : block.ports().values()) {
      line(port.width() <= 64 ? "            to[%d] = %s;" : "            to[%d] = %s[0];", at++, field(port));
    }
    line("        }");
  }

  private void entryPoints() {
    line("}  // namespace");
    line("#define EXPORT extern \"C\" __attribute__((visibility(\"default\")))");
    line("EXPORT Model* vit_new(uint64_t* block, int seed, const char* wave) {");
    line("    Model* m = new Model; report = &m->report; m->block = block;");
    line("    m->context.randReset(2); m->context.randSeed(seed);");
    line("    m->context.traceEverOn(%b);", waveform != Waveform.Format.NONE);
    line("    m->top = new Vtop{&m->context, \"top\"};");
    if (waveform != Waveform.Format.NONE) {
      line("    m->trace = new Trace; m->top->trace(m->trace, 99); m->trace->open(wave);");
    }
    line("    try { push(m); m->top->eval(); low(m); } catch (const Fatal&) { }");
    line("    pull(m); return m;");
    line("}");
    line("EXPORT int vit_delete(Model* m, int64_t) {");
    line("    report = &m->report;");
    if (waveform != Waveform.Format.NONE) {
      line("    m->trace->close(); delete m->trace;");
    }
    line("    try { m->top->final(); } catch (const Fatal&) { }");
    line("    delete m->top; delete m; return 0;");
    line("}");
    line("EXPORT Report* vit_report(Model* m) { return &m->report; }");
    line("EXPORT int vit_eval(Model* m, int64_t) {");
    line("    report = &m->report; push(m);");
    line("    try { VIT_EVALUATE(m->top); } catch (const Fatal&) { }");
    line("    pull(m); return m->report.stopped;");
    line("}");
    line("EXPORT int vit_step(Model* m, int64_t cycles) {");
    line("    report = &m->report; push(m);");
    line("    try {");
    line("        for (int64_t i = 0; i < cycles && !m->report.stopped; i++) { high(m); low(m); }");
    line("    } catch (const Fatal&) { }");
    line("    pull(m); return m->report.stopped;");
    line("}");
    line("struct Streams { Job* job; Source* sources; Sink* sinks; };");
    line("EXPORT int vit_stream(Model* m, Streams* s) {");
    line("    report = &m->report;");
    line("    try { return runStreams(m, s->job, s->sources, s->sinks); } catch (const Fatal&) { return 1; }");
    line("}");
  }
}
