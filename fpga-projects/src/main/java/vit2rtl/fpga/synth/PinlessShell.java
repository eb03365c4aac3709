package vit2rtl.fpga.synth;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;

/**
 * A design as a part of a chip whose pins would not do for its ports: registers before and behind it, the inputs a shift
 * register, the outputs folded into one bit. What place and route says of the paths between registers is then said of
 * the design's own; its count of cells is not.
 */
final class PinlessShell {
  static final String TOP = "vit2rtl_shell";

  private PinlessShell() {}

  /** The shell's text; the design's own stands beside it. */
  static String of(RtlDesign design) {
    ClockPort clock = design.clocks().get(0);
    int inputs = bits(design, Direction.IN);
    int outputs = bits(design, Direction.OUT);
    List<String> pins = new ArrayList<>();
    for (ClockPort c : design.clocks()) {
      pins.add("." + c.clock() + "(shell_clk)");
      if (!c.reset().isEmpty()) {
        pins.add("." + c.reset() + "(shell_reset)");
      }
    }
    int in = 0;
    int out = 0;
    for (Port port : design.ports()) {
      boolean input = port.direction() == Direction.IN;
      int low = input ? in : out;
      pins.add("." + port.name() + "(" + (input ? "into" : "from") + "[" + (low + port.width() - 1) + ":" + low + "])");
      in += input ? port.width() : 0;
      out += input ? 0 : port.width();
    }
    String edge = clock.edge() == vit2rtl.hdl.rtl.Edge.RISING ? "posedge" : "negedge";
    return "module " + TOP + " (input shell_clk, input shell_reset, input shell_in, output reg shell_out);\n"
        + "  reg [" + (inputs - 1) + ":0] into;\n  wire [" + (outputs - 1) + ":0] from;\n"
        + "  reg [" + (outputs - 1) + ":0] kept;\n"
        + "  always @(" + edge + " shell_clk) begin\n    into <= {into, shell_in};\n    kept <= kept << 1 ^ from;\n"
        + "    shell_out <= kept[" + (outputs - 1) + "];\n  end\n"
        + "  " + design.topName() + " unit (" + String.join(", ", pins) + ");\nendmodule\n";
  }

  private static int bits(RtlDesign design, Direction direction) {
    return design.ports().stream().filter(port -> port.direction() == direction).mapToInt(Port::width).sum();
  }
}
