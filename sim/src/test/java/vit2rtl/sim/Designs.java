package vit2rtl.sim;

import java.math.BigInteger;
import java.util.List;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;

/** Hand-written Verilog for tests of the simulator: what it does is plain to see and independent of the Java HDL. */
final class Designs {
  private Designs() {}

  static Port in(String name, int width) {
    return new Port(name, Direction.IN, width, false, BigInteger.ZERO,
        BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE));
  }

  static Port out(String name, int width) {
    return new Port(name, Direction.OUT, width, false, BigInteger.ZERO,
        BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE));
  }

  static Port signed(Port port) {
    BigInteger half = BigInteger.ONE.shiftLeft(port.width() - 1);
    return new Port(port.name(), port.direction(), port.width(), true, half.negate(), half.subtract(BigInteger.ONE));
  }

  /** A module with clk and reset. */
  static RtlDesign clocked(String name, String body, Port... ports) {
    return design(name, body, List.of(new ClockPort("clk", "reset")), ports);
  }

  static RtlDesign design(String name, String body, List<ClockPort> clocks, Port... ports) {
    StringBuilder header = new StringBuilder("module " + name + "(");
    for (ClockPort clock : clocks) {
      header.append("input ").append(clock.clock()).append(", ");
      header.append("input ").append(clock.reset()).append(", ");
    }
    for (int i = 0; i < ports.length; i++) {
      header.append(i == 0 ? "" : ", ").append(ports[i].direction() == Direction.IN ? "input " : "output ")
          .append("[").append(ports[i].width() - 1).append(":0] ").append(ports[i].name());
    }
    String text = header + ");\n" + body + "\nendmodule\n";
    return new RtlDesign(name, Language.VERILOG, text, text, clocks, List.of(ports), List.of());
  }

  /** Ends the simulation, as {@code how} says, when count reaches 5. */
  static RtlDesign ending(String how) {
    return clocked("Ending", """
        reg [7:0] n;
        assign count = n;
        always @(posedge clk) begin
          if (reset) n <= 0; else n <= n + 1;
          if (!reset && n == 5) begin %s end
        end""".formatted(how), out("count", 8));
  }

  /** A design with other text behind the same boundary. */
  static RtlDesign withText(RtlDesign design, String text) {
    return new RtlDesign(design.topName(), design.language(), text, text, design.clocks(), design.ports(),
        design.streams());
  }
}
