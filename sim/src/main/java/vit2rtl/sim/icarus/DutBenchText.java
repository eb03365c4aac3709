package vit2rtl.sim.icarus;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Edge;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.Reset;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.dut.PortRange;

/**
 * Writes a test bench in Verilog that does what it is told. It reads requests as numbers from its standard input and
 * answers each with lines that start with {@link #MARK}; whatever else it prints, the design has said.
 *
 * <pre>
 * 0             ends
 * 1             lets logic settle
 * 2 COUNT       so many cycles
 * 3 PORT HEX    sets an input, by its number
 * 4 PORT        answers a port's bits
 * 5 CYCLES …    batched streams ({@link DutStreamText}), at most so many cycles
 * </pre>
 *
 * <p>A cycle takes ten units of time: inputs have changed and settle, the clocks become active, and idle again.
 */
final class DutBenchText {
  static final String MODULE = "vit2rtl_bench";
  /** What the bench's own lines start with. */
  static final String MARK = "vit2rtl:";
  /** In Icarus Verilog the file that is standard input. */
  static final String INPUT = "32'h8000_0000";

  private DutBenchText() {}

  static String of(RtlDesign design, DutPins pins) {
    DutStreamText streams = new DutStreamText(design, pins);
    return """
        `timescale 1ns/1ps
        module %s;
        %s%s  integer vit_request, vit_port, vit_read;
          reg [63:0] vit_count;
        %s%s%s  initial begin
            vit_request = 1;
            while (vit_request != 0) begin
              vit_read = $fscanf(%s, "%%d", vit_request);
              if (vit_read != 1) vit_request = 0;
              case (vit_request)
                1: #1;
                2: begin
                  vit_read = $fscanf(%s, "%%d", vit_count);
                  while (vit_count != 0) begin vit_tick; vit_count = vit_count - 1; end
                end
                3: begin
                  vit_read = $fscanf(%s, "%%d", vit_port);
                  case (vit_port)
        %s          endcase
                end
                4: begin
                  vit_read = $fscanf(%s, "%%d", vit_port);
                  case (vit_port)
        %s          endcase
                end
                5: vit_streams;
              endcase
              $display("%s done");
              $fflush;
            end
            $finish;
          end
        endmodule
        """.formatted(MODULE, declarations(design, pins), instance(design, pins), tick(design), streams.declarations(),
        streams.task(), INPUT, INPUT, INPUT, pokes(pins), INPUT, peeks(pins), MARK);
  }

  private static String range(Port port) {
    return port.width() == 1 ? "" : "[" + (port.width() - 1) + ":0] ";
  }

  private static String clock(int number) {
    return "vit_c" + number;
  }

  private static String level(ClockPort clock, String active) {
    return (clock.edge() == Edge.RISING) == active.equals("active") ? "1" : "0";
  }

  /** Clocks start idle, resets released, other inputs at the value that nobody has set. */
  private static String declarations(RtlDesign design, DutPins pins) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < design.clocks().size(); i++) {
      text.append("  reg %s = %s;\n".formatted(clock(i), level(design.clocks().get(i), "idle")));
    }
    for (Port port : pins.ports()) {
      boolean low = design.clocks().stream().anyMatch(clock -> port.name().equals(clock.reset())
          && clock.resetLevel() == Reset.Level.LOW);
      text.append(port.direction() == Direction.OUT ? "  wire %s%s;\n".formatted(range(port), pins.name(port.name()))
          : "  reg %s%s = %d;\n".formatted(range(port), pins.name(port.name()),
              low ? port.max() : PortRange.rest(port)));
    }
    return text.toString();
  }

  private static String instance(RtlDesign design, DutPins pins) {
    List<String> connections = new ArrayList<>();
    for (int i = 0; i < design.clocks().size(); i++) {
      connections.add(".\\" + design.clocks().get(i).clock() + " (" + clock(i) + ")");
    }
    pins.ports().forEach(port -> connections.add(".\\" + port.name() + " (" + pins.name(port.name()) + ")"));
    return "  \\%s  vit_dut (%s);\n".formatted(design.topName(), String.join(", ", connections));
  }

  /** One cycle, and its second half for whoever looks at the settled ports between. */
  private static String tick(RtlDesign design) {
    return """
          task vit_edge; begin
            %s #5; %s #1;
          end endtask
          task vit_tick; begin
            #4; vit_edge;
          end endtask
        """.formatted(all(design, "active"), all(design, "idle"));
  }

  private static String all(RtlDesign design, String level) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < design.clocks().size(); i++) {
      text.append("%s = %s; ".formatted(clock(i), level(design.clocks().get(i), level)));
    }
    return text.toString().strip();
  }

  private static String pokes(DutPins pins) {
    return pins.ports().stream().filter(port -> port.direction() == Direction.IN).map(port ->
        "            %d: vit_read = $fscanf(%s, \"%%h\", %s);\n".formatted(pins.number(port.name()), INPUT,
            pins.name(port.name()))).collect(Collectors.joining());
  }

  private static String peeks(DutPins pins) {
    return pins.ports().stream().map(port -> "            %d: $display(\"%s %%b\", %s);\n".formatted(
        pins.number(port.name()), MARK, pins.name(port.name()))).collect(Collectors.joining());
  }
}
