package vit2rtl.sim.icarus;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;
import vit2rtl.sim.dut.StreamSink;

/** The Verilog of one sink: it compares every element and watches the rules of the stream. */
final class SinkText {
  private SinkText() {}

  /** Bits of a beat: payload and last. */
  static int heldBits(RtlDesign design, StreamPort port) {
    return port.payload().stream().mapToInt(name -> design.port(name).width()).sum() + (port.last() == null ? 0 : 1);
  }

  static String offer(StreamSink sink, StreamPort port) {
    return """
              %2$s = 0;
              if (rows_%1$s != 0) begin
                finished = 0;
                draw_%1$s;
                %2$s = !paused;
              end
        """.formatted(sink.stream(), port.ready());
  }

  static String receive(StreamSink sink, RtlDesign design, StreamPort port) {
    String s = sink.stream();
    StringBuilder text = new StringBuilder("""
                if (%2$s !== 1'b0 && %2$s !== 1'b1) fault("%2$s is undefined");
                if (waiting_%1$s && %2$s === 1'b0) fault("stream %1$s dropped valid before the transfer");
                if (waiting_%1$s && %2$s === 1'b1 && %3$s !== held_%1$s)
                  fault("stream %1$s changed its payload while waiting");
                waiting_%1$s = %2$s === 1'b1 && !%4$s;
                held_%1$s = %3$s;
                if (%2$s === 1'b1 && %4$s) begin
        """.formatted(s, port.valid(), beat(port), port.ready()));
    for (int lane = 0; lane < port.payload().size(); lane++) {
      text.append(compare(sink, design.port(port.payload().get(lane)), lane));
    }
    for (int lane = 1; sink.padding() == StreamSink.Padding.ZERO && lane < port.payload().size(); lane++) {
      text.append("          if (left_%1$s <= %2$d && %3$s !== 0) fault(\"stream %1$s has a padding lane that is not 0\");\n"
          .formatted(sink.stream(), lane, port.payload().get(lane)));
    }
    if (port.last() != null) {
      text.append("          if (%s !== (left_%s <= %d)) fault(\"stream %s has last on the wrong beat\");\n"
          .formatted(port.last(), s, port.payload().size(), s));
    }
    return text.append("""
                  if (left_%1$s > %2$d) begin
                    at_%1$s = at_%1$s + %2$d; left_%1$s = left_%1$s - %2$d;
                  end else begin
                    at_%1$s = at_%1$s + left_%1$s; left_%1$s = %3$d; rows_%1$s = rows_%1$s - 1;
                  end
                end
        """.formatted(s, port.payload().size(), sink.rowLength())).toString();
  }

  private static String beat(StreamPort port) {
    List<String> parts = new ArrayList<>(port.payload());
    if (port.last() != null) {
      parts.add(port.last());
    }
    return "{" + String.join(", ", parts) + "}";
  }

  private static String compare(StreamSink sink, Port port, int lane) {
    String bits = "want_" + sink.stream() + "[at_" + sink.stream() + " + " + lane + "]";
    String shown = port.signed() ? "$signed(" + port.name() + ")" : port.name();
    return """
                  if (left_%1$s > %2$d && %4$s !== 32'hxxxxxxxx) begin
                    elements = elements + 1;
                    if (%3$s !== %4$s[%5$d:0]) begin
                      if (differences == 0)
                        $display("DIFFERENCE %1$s %%0d %%0d %%0d", at_%1$s + %2$d, %6$s, cycle);
                      differences = differences + 1;
                    end
                  end
        """.formatted(sink.stream(), lane, port.name(), bits, port.width() - 1, shown);
  }
}
