package vit2rtl.fpga.axi;

import java.util.List;
import java.util.function.Function;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;

/** The Verilog that every IP's top has, and the checks of AXI's rules around it. */
public final class TopText {
  private TopText() {}

  /** The module's ports, with what Vivado wants to know of them, and {@code reset}: high with the IP's own, a cycle late. */
  public static String heading(Ip ip, String comment) {
    StringBuilder text = new StringBuilder();
    text.append("// ").append(comment).append('\n');
    text.append("module ").append(ip.map().ip()).append(" (\n");
    text.append("    (* X_INTERFACE_INFO = \"xilinx.com:signal:clock:1.0 aclk CLK\" *)\n");
    text.append("    (* X_INTERFACE_PARAMETER = \"ASSOCIATED_BUSIF ").append(String.join(":", ip.clocked()))
        .append(", ASSOCIATED_RESET aresetn\" *)\n");
    text.append("    input  wire aclk,\n");
    text.append("    (* X_INTERFACE_INFO = \"xilinx.com:signal:reset:1.0 aresetn RST\" *)\n");
    text.append("    (* X_INTERFACE_PARAMETER = \"POLARITY ACTIVE_LOW\" *)\n");
    text.append("    input  wire aresetn");
    for (Ip.Pin pin : ip.pins()) {
      text.append(",\n    ").append(pin.direction() == Direction.IN ? "input  wire " : "output wire ")
          .append(vector(pin.width())).append(pin.name());
    }
    return text.append("\n);\n    reg reset = 1'b1;\n    always @(posedge aclk) reset <= !aresetn;\n\n").toString();
  }

  /**
   * An instance of a generated part.
   *
   * @param reset   the signal that resets it
   * @param outside what each of its ports is connected to
   */
  public static String instance(RtlDesign part, String name, String reset, Function<Port, String> outside) {
    StringBuilder text = new StringBuilder("    " + part.topName() + " " + name + " (\n        .clk(aclk),\n        .reset("
        + reset + ")");
    for (Port port : part.ports()) {
      text.append(",\n        .").append(port.name()).append("(").append(outside.apply(port)).append(")");
    }
    return text.append("\n    );\n").toString();
  }

  /** {@code [7:0] } for 8 bits, nothing for one. */
  public static String vector(int width) {
    return width > 1 ? "[" + (width - 1) + ":0] " : "";
  }

  /**
   * An instance that checks the rules of one channel.
   *
   * @param name   of the channel
   * @param prefix of its valid and ready
   * @param reset  the signal that is low while the channel is in reset
   * @param pins   of its payload
   */
  public static String channel(Ip ip, String name, String prefix, String reset, List<String> pins) {
    int width = pins.stream().mapToInt(ip::width).sum();
    return "    vit2rtl_axi_channel_rules #(.WIDTH(" + width + "), .NAME(\"" + name + "\")) " + name
        + "_rules (\n        .aclk(aclk), .aresetn(" + reset + "), .valid(" + prefix + "valid), .ready(" + prefix
        + "ready),\n        .payload({" + String.join(", ", pins) + "}));\n";
  }

  /** The channels of an AXI4-Lite slave, and that every request has one answer. */
  public static String liteRules(Ip ip, String bus) {
    StringBuilder text = new StringBuilder();
    text.append(channel(ip, bus + "_aw", bus + "_aw", "aresetn", List.of(bus + "_awaddr")));
    text.append(channel(ip, bus + "_w", bus + "_w", "aresetn", List.of(bus + "_wdata", bus + "_wstrb")));
    text.append(channel(ip, bus + "_b", bus + "_b", "aresetn", List.of(bus + "_bresp")));
    text.append(channel(ip, bus + "_ar", bus + "_ar", "aresetn", List.of(bus + "_araddr")));
    text.append(channel(ip, bus + "_r", bus + "_r", "aresetn", List.of(bus + "_rdata", bus + "_rresp")));
    text.append("    vit2rtl_axi_lite_rules lite_rules (.aclk(aclk), .aresetn(aresetn)");
    for (String c : List.of("aw", "w", "b", "ar", "r")) {
      text.append(",\n        .").append(c).append("(").append(bus).append("_").append(c).append("valid && ").append(bus)
          .append("_").append(c).append("ready)");
    }
    return text.append(",\n        .bvalid(").append(bus).append("_bvalid), .rvalid(").append(bus).append("_rvalid));\n")
        .toString();
  }
}
