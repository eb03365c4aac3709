package vit2rtl.sim;

import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;

/** Copies between the model's ports and the block that Java shares, and samples of them for text waveforms. */
final class ShimPorts {
  private final PortBlock block;
  private final PortNames names;
  private final ShimText text;

  ShimPorts(PortBlock block, PortNames names, ShimText text) {
    this.block = block;
    this.names = names;
    this.text = text;
  }

  /** {@code push} applies the inputs, {@code pull} takes the outputs. */
  void copies() {
    text.line("inline void push(Model* m) {");
    for (Port port : block.ports().values()) {
      if (port.direction() == Direction.IN) {
        copy(port, true);
      }
    }
    text.line("}");
    text.line("inline void pull(Model* m) {");
    for (Port port : block.ports().values()) {
      if (port.direction() == Direction.OUT) {
        copy(port, false);
      }
    }
    text.line("}");
  }

  private String member(Port port) {
    return "m->ports->" + names.member(port.name());
  }

  private void copy(Port port, boolean in) {
    int at = block.offset(port.name());
    if (port.width() <= 64) {
      text.line(in ? "    %2$s = m->block[%1$d];" : "    m->block[%1$d] = %2$s;", at, member(port));
      return;
    }
    for (int word = 0; word < (port.width() + 31) / 32; word++) {
      String cell = "((uint32_t*)(m->block + " + at + "))[" + word + "]";
      text.line(in ? "    %2$s[%1$d] = %3$s;" : "    %3$s = %2$s[%1$d];", word, member(port), cell);
    }
  }

  /** Statements that record every port in the cycles of the job's window. */
  void sample() {
    text.line("        if (cycle >= job->windowFrom && cycle < job->windowFrom + job->windowCount) {");
    text.line("            uint64_t* to = job->samples + (cycle - job->windowFrom) * %d;", block.ports().size());
    int at = 0;
    for (Port port : block.ports().values()) {
      text.line(port.width() <= 64 ? "            to[%d] = %s;" : "            to[%d] = %s[0];", at++,
          member(port));
    }
    text.line("        }");
  }
}
