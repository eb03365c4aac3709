package vit2rtl.sim;

import java.util.List;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;

/** The batched loop over streams: sources drive, sinks receive and check; every port is resolved at compile time. */
final class ShimStreams {
  private final RtlDesign design;
  private final PortNames names;
  private final ShimPorts ports;
  private final ShimClocks clocks;
  private final ShimText text;

  ShimStreams(RtlDesign design, PortNames names, ShimPorts ports, ShimClocks clocks, ShimText text) {
    this.design = design;
    this.names = names;
    this.ports = ports;
    this.clocks = clocks;
    this.text = text;
  }

  private List<StreamPort> streams(Direction direction) {
    return design.streams().stream().filter(s -> s.direction() == direction).toList();
  }

  void loop() {
    List<StreamPort> ins = streams(Direction.IN);
    List<StreamPort> outs = streams(Direction.OUT);
    text.line("int runStreams(Model* m, Job* job, Source* sources, Sink* sinks) {");
    text.line("    push(m);");
    // Locals, because every store through a port could change what is behind a pointer as far as C++ knows.
    text.line("    VIT_PORTS* const v = m->ports;");
    for (int i = 0; i < ins.size(); i++) {
      text.line("    Source& s%1$d = sources[%1$d];", i);
      text.line("    Stall st%1$d = stall(s%1$d.stallKind, s%1$d.stallSeed, s%1$d.stallParameter);", i);
      text.line("    const int32_t* p%1$d = s%1$d.data; int64_t rows%1$d = s%1$d.rows, left%1$d = s%1$d.rowLength;", i);
      text.line("    bool show%1$d = false; s%1$d.firstCycle = -1; %2$s = 0;", i, port(ins.get(i).valid()));
    }
    for (int i = 0; i < outs.size(); i++) {
      text.line("    Sink& k%1$d = sinks[%1$d];", i);
      text.line("    Stall kt%1$d = stall(k%1$d.stallKind, k%1$d.stallSeed, k%1$d.stallParameter);", i);
      text.line("    int32_t* d%1$d = k%1$d.data; int32_t* c%1$d = k%1$d.beatCycle;", i);
      text.line("    int64_t wanted%1$d = k%1$d.rows, open%1$d = k%1$d.rowLength; bool waiting%1$d = false;", i);
      int lanes = outs.get(i).payload().size();
      text.line("    int32_t held%1$d[%2$d] = {0}; bool heldLast%1$d = false;", i, lanes);
    }
    if (clocks.several()) {
      edges(ins, outs);
    } else {
      cycles(ins, outs);
    }
    text.line("    job->cycles = cycle;");
    text.line(clocks.several() ? "    VIT_EVALUATE(v); pull(m);" : "    low(m); pull(m);");
    text.line("    bool done = true;");
    for (int i = 0; i < outs.size(); i++) {
      text.line("    if (wanted%1$d) done = false;", i);
    }
    text.line("    return done ? 0 : 2;");
    text.line("}");
  }

  private String port(String name) {
    return "v->" + names.member(name);
  }

  private void cycles(List<StreamPort> ins, List<StreamPort> outs) {
    text.line("    int64_t cycle = 0;");
    text.line("    for (; cycle < job->maxCycles; cycle++) {");
    text.line("        bool finished = true;");
    for (int i = 0; i < ins.size(); i++) {
      drive(i, ins.get(i));
    }
    for (int i = 0; i < outs.size(); i++) {
      text.line("        if (wanted%1$d) finished = false;", i);
      text.line("        %2$s = wanted%1$d && !kt%1$d.pause();", i, port(outs.get(i).ready()));
    }
    text.line("        if (finished) break;");
    text.line("        low(m);");
    ports.sample();
    for (int i = 0; i < ins.size(); i++) {
      accept(i, ins.get(i));
    }
    for (int i = 0; i < outs.size(); i++) {
      receive(i, outs.get(i));
    }
    text.line("        high(m);");
    text.line("        if (m->report.stopped) { job->cycles = cycle + 1; return 1; }");
    text.line("    }");
  }

  /** Several clocks: a stream moves with the edges of its own, and counts its own cycles. */
  private void edges(List<StreamPort> ins, List<StreamPort> outs) {
    int count = design.clocks().size();
    text.line("    int64_t begin[%d];", count);
    text.line("    for (int i = 0; i < %d; i++) begin[i] = m->timeline.clocks[i].edges;", count);
    text.line("    int64_t cycle = 0, at;");
    text.line("    for (; cycle < job->maxCycles; cycle = m->timeline.clocks[0].edges - begin[0]) {");
    text.line("        const uint64_t edges = m->timeline.due(&at);");
    text.line("        if (at == INT64_MAX) break;");
    text.line("        bool finished = true;");
    for (int i = 0; i < outs.size(); i++) {
      text.line("        if (wanted%1$d) finished = false;", i);
    }
    text.line("        if (finished) break;");
    for (int i = 0; i < ins.size(); i++) {
      at(ins.get(i));
      drive(i, ins.get(i));
      text.line("        }");
    }
    for (int i = 0; i < outs.size(); i++) {
      at(outs.get(i));
      text.line("        %2$s = wanted%1$d && !kt%1$d.pause();", i, port(outs.get(i).ready()));
      text.line("        }");
    }
    text.line("        if (edges) VIT_EVALUATE(v);");
    text.line("        if (edges & 1) {");
    ports.sample();
    text.line("        }");
    for (int i = 0; i < ins.size(); i++) {
      at(ins.get(i));
      accept(i, ins.get(i));
      text.line("        }");
    }
    for (int i = 0; i < outs.size(); i++) {
      at(outs.get(i));
      receive(i, outs.get(i));
      text.line("        }");
    }
    text.line("        advance(m, at);");
    text.line("        if (m->report.stopped) { job->cycles = m->timeline.clocks[0].edges - begin[0]; return 1; }");
    text.line("    }");
  }

  /** Opens a block for when the stream's clock has its edge next, with that clock's cycle. */
  private void at(StreamPort stream) {
    int clock = clocks.of(stream);
    text.line("        if (edges >> %1$d & 1) {", clock);
    text.line("            const int64_t cycle = m->timeline.clocks[%1$d].edges - begin[%1$d];", clock);
  }

  private void drive(int i, StreamPort stream) {
    int lanes = stream.payload().size();
    text.line("        if (!show%1$d && rows%1$d && !st%1$d.pause()) {", i);
    text.line("            show%1$d = true; %2$s = 1;", i, port(stream.valid()));
    if (stream.last() != null) {
      text.line("            %2$s = left%1$d <= %3$d;", i, port(stream.last()), lanes);
    }
    for (int lane = 0; lane < lanes; lane++) {
      text.line("            %2$s = left%1$d > %3$d ? (uint32_t)p%1$d[%3$d] & %4$sU : %5$sU;", i,
          port(stream.payload().get(lane)), lane, mask(stream.payload().get(lane)), rest(stream.payload().get(lane)));
    }
    text.line("        } else if (!show%1$d) %2$s = 0;", i, port(stream.valid()));
  }

  private String mask(String port) {
    int width = design.port(port).width();
    if (width > 32) {
      throw new IllegalArgumentException("port " + port + " has " + width
          + " bits; batched streams carry elements of up to 32 bits");
    }
    return Long.toString((1L << width) - 1);
  }

  /** The bits of the padding. */
  private String rest(String port) {
    return Word.bits(design.port(port).width(), PortRange.rest(design.port(port))).toString();
  }

  private void accept(int i, StreamPort stream) {
    int lanes = stream.payload().size();
    text.line("        if (show%1$d && %2$s) {", i, port(stream.ready()));
    text.line("            if (s%1$d.firstCycle < 0) s%1$d.firstCycle = cycle;", i);
    text.line("            int64_t n = left%1$d < %2$d ? left%1$d : %2$d; p%1$d += n; left%1$d -= n;", i, lanes);
    text.line("            if (!left%1$d) { rows%1$d--; left%1$d = s%1$d.rowLength; }", i);
    // Taken back after the edge, so that the edge still sees it.
    text.line("            show%1$d = false;", i);
    text.line("        }");
  }

  private void receive(int i, StreamPort stream) {
    int lanes = stream.payload().size();
    text.line("        if (%s) {", port(stream.valid()));
    text.line("            int32_t now[%d];", lanes);
    for (int lane = 0; lane < lanes; lane++) {
      Port port = design.port(stream.payload().get(lane));
      int unused = 32 - port.width();
      text.line(port.signed() && unused > 0
          ? "            now[%1$d] = (int32_t)((uint32_t)%2$s << %3$d) >> %3$d;"
          : "            now[%1$d] = %2$s;", lane, port(port.name()), unused);
    }
    text.line("            bool last = %s;", stream.last() == null ? "false" : port(stream.last()));
    text.line("            if (waiting%1$d && (memcmp(now, held%1$d, sizeof now) || last != heldLast%1$d)"
        + " && !k%1$d.violation) { k%1$d.violation = 2; k%1$d.violationCycle = cycle; }", i);
    text.line("            if (%s) {", port(stream.ready()));
    text.line("                int64_t n = open%1$d < %2$d ? open%1$d : %2$d;", i, lanes);
    text.line("                for (int64_t j = 0; j < n; j++) *d%1$d++ = now[j];", i);
    text.line("                *c%1$d++ = (int32_t)cycle; open%1$d -= n;", i);
    if (stream.last() != null) {
      text.line("                if (last != (open%1$d == 0) && !k%1$d.violation)"
          + " { k%1$d.violation = 3; k%1$d.violationCycle = cycle; }", i);
    }
    text.line("                if (!open%1$d) { wanted%1$d--; open%1$d = k%1$d.rowLength; }", i);
    text.line("                waiting%1$d = false;", i);
    text.line("            } else { memcpy(held%1$d, now, sizeof now); heldLast%1$d = last; waiting%1$d = true; }", i);
    text.line("        } else if (waiting%1$d && !k%1$d.violation)"
        + " { k%1$d.violation = 1; k%1$d.violationCycle = cycle; }", i);
  }
}
