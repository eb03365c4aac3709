package vit2rtl.sim;

import java.util.List;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Edge;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;

/** Several clocks, each at its own times; nothing at all for a design with one. */
final class ShimClocks {
  private final RtlDesign design;
  private final PortNames names;
  private final ShimText text;

  ShimClocks(RtlDesign design, PortNames names, ShimText text) {
    this.design = design;
    this.names = names;
    this.text = text;
  }

  boolean several() {
    return design.clocks().size() > 1;
  }

  /** The number of the clock that drives or reads a stream. */
  int of(StreamPort stream) {
    return design.clockOf(stream).map(design.clocks()::indexOf).orElse(0);
  }

  /** The clocks' state in the model. */
  void member() {
    if (several()) {
      text.line("    Timeline<%d> timeline{};", design.clocks().size());
    }
  }

  /** The function that goes to the next edge of any clock. */
  void advance() {
    if (!several()) {
      return;
    }
    List<ClockPort> clocks = design.clocks();
    text.line("inline void level(Model* m, int clock, bool active) {");
    text.line("    switch (clock) {");
    for (int i = 0; i < clocks.size(); i++) {
      text.line("        case %d: m->ports->%s = %s; break;", i, names.member(clocks.get(i).clock()),
          clocks.get(i).edge() == Edge.RISING ? "active" : "!active");
    }
    text.line("    }");
    text.line("}");
    text.line("inline void advance(Model* m, int64_t at) {");
    text.line("    const int64_t cycles = m->timeline.clocks[0].edges;");
    text.line("    for (int i = 0; i < %d; i++) {", clocks.size());
    text.line("        Clock& clock = m->timeline.clocks[i];");
    text.line("        if (!clock.half || clock.next != at) continue;");
    text.line("        clock.active = !clock.active; clock.edges += clock.active; clock.next += clock.half;");
    text.line("        level(m, i, clock.active);");
    text.line("    }");
    text.line("    m->timeline.now = at; m->context.time(at);");
    text.line("    VIT_EVALUATE(m->ports); m->dump();");
    text.line("    if (m->timeline.clocks[0].edges != cycles) m->edge();");
    text.line("}");
  }

  /** What Java calls beyond what one clock needs. */
  void entries() {
    if (!several()) {
      return;
    }
    text.line("EXPORT int64_t* vit_timeline(Model* m) { return &m->timeline.now; }");
    text.line("EXPORT int vit_idle(Model* m, int64_t) {");
    text.line("    report = &m->report; push(m);");
    text.line("    try {");
    text.line("        for (int i = 0; i < %d; i++) { m->timeline.clocks[i].active = 0; level(m, i, false); }",
        design.clocks().size());
    text.line("        VIT_EVALUATE(m->ports);");
    text.line("    } catch (const Fatal&) { }");
    text.line("    pull(m); return m->report.stopped;");
    text.line("}");
    text.line("EXPORT int vit_ticks(Model* m, int64_t* want) {");
    text.line("    report = &m->report; push(m);");
    text.line("    try {");
    text.line("        VIT_EVALUATE(m->ports);");
    text.line("        const int64_t& edges = m->timeline.clocks[want[0]].edges;");
    text.line("        const int64_t until = edges + want[1];");
    text.line("        int64_t at;");
    text.line("        while (edges < until && !m->report.stopped) { m->timeline.due(&at); advance(m, at); }");
    text.line("    } catch (const Fatal&) { m->dump(); }");
    text.line("    pull(m); return m->report.stopped;");
    text.line("}");
    text.line("EXPORT int vit_until(Model* m, int64_t until) {");
    text.line("    report = &m->report; push(m);");
    text.line("    try {");
    text.line("        VIT_EVALUATE(m->ports);");
    text.line("        int64_t at;");
    text.line("        while (m->timeline.due(&at), at <= until && !m->report.stopped) advance(m, at);");
    text.line("        m->timeline.now = until;");
    text.line("    } catch (const Fatal&) { m->dump(); }");
    text.line("    pull(m); return m->report.stopped;");
    text.line("}");
  }
}
