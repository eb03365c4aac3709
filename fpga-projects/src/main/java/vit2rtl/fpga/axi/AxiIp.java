package vit2rtl.fpga.axi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import vit2rtl.fpga.FpgaUnit;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;

/**
 * A unit as an IP with AXI4-Stream data ports and an AXI4-Lite register file: names and reset as AXI has them
 * ({@code aclk}, {@code aresetn} active low), data ports flattened to whole vectors, everything else as in the core.
 *
 * @param unit the unit
 * @param map  its registers
 * @param core the generated core
 */
public record AxiIp(FpgaUnit unit, RegisterMap map, RtlDesign core) {

  /**
   * A port of the IP.
   *
   * @param name      name
   * @param direction seen from the IP
   * @param width     bits
   */
  public record Pin(String name, Direction direction, int width) {}

  public static AxiIp of(FpgaUnit unit) {
    RegisterMap map = RegisterMap.of(unit);
    return new AxiIp(unit, map, Hdl.elaborate(() -> new AxiCore(unit, map)));
  }

  /** Every port but clock and reset. */
  public List<Pin> pins() {
    Packing packing = Packing.of(unit);
    List<Pin> pins = new ArrayList<>();
    pins.add(new Pin("s_axis_tdata", Direction.IN, packing.inputWidth()));
    pins.add(new Pin("s_axis_tvalid", Direction.IN, 1));
    pins.add(new Pin("s_axis_tready", Direction.OUT, 1));
    pins.add(new Pin("s_axis_tlast", Direction.IN, 1));
    pins.add(new Pin("m_axis_tdata", Direction.OUT, packing.outputWidth()));
    pins.add(new Pin("m_axis_tkeep", Direction.OUT, packing.outputWidth() / 8));
    pins.add(new Pin("m_axis_tvalid", Direction.OUT, 1));
    pins.add(new Pin("m_axis_tready", Direction.IN, 1));
    pins.add(new Pin("m_axis_tlast", Direction.OUT, 1));
    core.ports().stream().filter(p -> p.name().startsWith("s_axi_"))
        .forEach(p -> pins.add(new Pin(p.name(), p.direction(), p.width())));
    return pins;
  }

  /** The IP's top, around the core. */
  public String top() {
    return module("");
  }

  /** Top and core, without assertions. */
  public String text() {
    return top() + "\n" + core.text();
  }

  /**
   * The IP for simulation, with its streams as whole beats; the verification text checks AXI's rules on every channel.
   */
  public RtlDesign design() {
    List<Port> ports = new ArrayList<>();
    ports.add(port(new Pin("aresetn", Direction.IN, 1)));
    pins().forEach(pin -> ports.add(port(pin)));
    String checked = module(rules()) + "\n" + core.verificationText() + "\n" + resource("rules.v");
    return new RtlDesign(map.ip(), Language.VERILOG, text(), checked, List.of(new ClockPort("aclk", null)), ports,
        List.of(new StreamPort("s_axis", Direction.IN, "s_axis_tvalid", "s_axis_tready", "s_axis_tlast",
                List.of("s_axis_tdata")),
            new StreamPort("m_axis", Direction.OUT, "m_axis_tvalid", "m_axis_tready", "m_axis_tlast",
                List.of("m_axis_tdata"))));
  }

  private static Port port(Pin pin) {
    return new Port(pin.name(), pin.direction(), pin.width(), false, BigInteger.ZERO,
        BigInteger.ONE.shiftLeft(pin.width()).subtract(BigInteger.ONE));
  }

  private String module(String more) {
    StringBuilder text = new StringBuilder();
    text.append("// ").append(map.title()).append(" as an IP: AXI4-Stream data, AXI4-Lite registers.\n");
    text.append("module ").append(map.ip()).append(" (\n");
    text.append("    (* X_INTERFACE_INFO = \"xilinx.com:signal:clock:1.0 aclk CLK\" *)\n");
    text.append("    (* X_INTERFACE_PARAMETER ="
        + " \"ASSOCIATED_BUSIF s_axis:m_axis:s_axi, ASSOCIATED_RESET aresetn\" *)\n");
    text.append("    input  wire aclk,\n");
    text.append("    (* X_INTERFACE_INFO = \"xilinx.com:signal:reset:1.0 aresetn RST\" *)\n");
    text.append("    (* X_INTERFACE_PARAMETER = \"POLARITY ACTIVE_LOW\" *)\n");
    text.append("    input  wire aresetn");
    for (Pin pin : pins()) {
      text.append(",\n    ").append(pin.direction() == Direction.IN ? "input  wire " : "output wire ")
          .append(pin.width() > 1 ? "[" + (pin.width() - 1) + ":0] " : "").append(pin.name());
    }
    text.append("\n);\n    reg reset = 1'b1;\n    always @(posedge aclk) reset <= !aresetn;\n\n");
    text.append("    ").append(core.topName()).append(" core (\n        .clk(aclk),\n        .reset(reset)");
    for (Port port : core.ports()) {
      text.append(",\n        .").append(port.name()).append("(").append(outside(port)).append(")");
    }
    return text.append("\n    );\n").append(keep()).append(more).append("endmodule\n").toString();
  }

  /** What a port of the core is connected to: itself, or a lane's part of a data vector. */
  private static String outside(Port port) {
    if (!port.name().contains("_tdata_")) {
      return port.name();
    }
    int at = port.name().lastIndexOf('_');
    int lane = Integer.parseInt(port.name().substring(at + 1));
    return port.name().substring(0, at) + "[" + (lane * port.width() + port.width() - 1) + ":" + lane * port.width()
        + "]";
  }

  /** Padding lanes of a row's last beat carry no data. */
  private String keep() {
    Packing packing = Packing.of(unit);
    int bytes = packing.outputWidth() / 8;
    int kept = unit.rows().tail() * packing.outputBytes();
    String all = bytes + "'b" + "1".repeat(bytes);
    return "    assign m_axis_tkeep = " + (kept == bytes
        ? all : "m_axis_tlast ? " + bytes + "'b" + "0".repeat(bytes - kept) + "1".repeat(kept) + " : " + all) + ";\n";
  }

  private String rules() {
    StringBuilder text = new StringBuilder("\n");
    Packing packing = Packing.of(unit);
    channel(text, "s_axis", "s_axis_t", "{s_axis_tdata, s_axis_tlast}", packing.inputWidth() + 1);
    channel(text, "m_axis", "m_axis_t", "{m_axis_tdata, m_axis_tkeep, m_axis_tlast}",
        packing.outputWidth() + packing.outputWidth() / 8 + 1);
    channel(text, "s_axi_aw", "s_axi_aw", "s_axi_awaddr", RegisterMap.ADDRESS_BITS);
    channel(text, "s_axi_w", "s_axi_w", "{s_axi_wdata, s_axi_wstrb}", 36);
    channel(text, "s_axi_b", "s_axi_b", "s_axi_bresp", 2);
    channel(text, "s_axi_ar", "s_axi_ar", "s_axi_araddr", RegisterMap.ADDRESS_BITS);
    channel(text, "s_axi_r", "s_axi_r", "{s_axi_rdata, s_axi_rresp}", 34);
    text.append("    vit2rtl_axi_lite_rules lite_rules (.aclk(aclk), .aresetn(aresetn)");
    for (String c : List.of("aw", "w", "b", "ar", "r")) {
      text.append(",\n        .").append(c).append("(s_axi_").append(c).append("valid && s_axi_").append(c)
          .append("ready)");
    }
    return text.append(",\n        .bvalid(s_axi_bvalid), .rvalid(s_axi_rvalid));\n").toString();
  }

  private static void channel(StringBuilder text, String name, String prefix, String payload, int width) {
    text.append("    vit2rtl_axi_channel_rules #(.WIDTH(").append(width).append("), .NAME(\"").append(name)
        .append("\")) ").append(name).append("_rules (\n        .aclk(aclk), .aresetn(aresetn), .valid(").append(prefix)
        .append("valid), .ready(").append(prefix).append("ready),\n        .payload(").append(payload).append("));\n");
  }

  static String resource(String name) {
    try (InputStream stream = AxiIp.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
