package vit2rtl.sim.icarus;

import java.util.List;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;
import vit2rtl.sim.PortRange;
import vit2rtl.sim.StreamSource;

/** The Verilog of one source: it shows a beat until the design takes it. */
final class SourceText {
  private SourceText() {}

  static String drive(StreamSource source, RtlDesign design, StreamPort port) {
    String s = source.stream();
    List<String> payload = port.payload();
    StringBuilder text = new StringBuilder("""
              if (!show_%1$s && rows_%1$s != 0) begin
                draw_%1$s;
                if (!paused) begin
                  show_%1$s = 1; %2$s = 1;
        """.formatted(s, port.valid()));
    if (port.last() != null) {
      text.append("          %s = left_%s <= %d;\n".formatted(port.last(), s, payload.size()));
    }
    for (int lane = 0; lane < payload.size(); lane++) {
      text.append("          %s = left_%s > %d ? data_%s[at_%s + %d] : %d;\n".formatted(payload.get(lane), s, lane,
          s, s, lane, PortRange.rest(design.port(payload.get(lane)))));
    }
    return text.append("""
                end
              end
              if (!show_%1$s) %2$s = 0;
        """.formatted(s, port.valid())).toString();
  }

  static String accept(StreamSource source, StreamPort port) {
    return """
                if (%2$s !== 1'b0 && %2$s !== 1'b1) fault("%2$s is undefined");
                if (show_%1$s && %2$s === 1'b1) begin
                  if (left_%1$s > %3$d) begin
                    at_%1$s = at_%1$s + %3$d; left_%1$s = left_%1$s - %3$d;
                  end else begin
                    at_%1$s = at_%1$s + left_%1$s; left_%1$s = %4$d; rows_%1$s = rows_%1$s - 1;
                  end
                  show_%1$s = 0;
                end
        """.formatted(source.stream(), port.ready(), port.payload().size(), source.rowLength());
  }
}
