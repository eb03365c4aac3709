package vit2rtl.fpga.axi.network;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.fpga.BoardUnit;
import vit2rtl.fpga.axi.Ip;
import vit2rtl.fpga.axi.IpResources;
import vit2rtl.fpga.axi.RegisterMap;
import vit2rtl.fpga.axi.TopText;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;

/**
 * A whole network as an IP: constants by an AXI4 master, pixels and logits by AXI4-Streams, registers by AXI4-Lite, and an
 * interrupt. The two generated parts have one clock and two resets.
 *
 * @param config what it is made of
 * @param map    its registers
 * @param front  {@link NetworkFront}
 * @param back   {@link NetworkBack}
 */
public record NetworkIp(NetworkIpConfig config, RegisterMap map, RtlDesign front, RtlDesign back) implements Ip {

  public static NetworkIp of(NetworkIpConfig config) {
    RtlDesign back = Hdl.elaborate(() -> new NetworkBack(config));
    RegisterMap map = NetworkMap.of(config, BoardUnit.fingerprint(back));
    RtlDesign front = Hdl.elaborate(() -> new NetworkFront(config, map));
    requireDistinct(front, back);
    return new NetworkIp(config, map, front, back);
  }

  private static void requireDistinct(RtlDesign front, RtlDesign back) {
    Set<String> both = modules(front.text());
    both.retainAll(modules(back.text()));
    if (!both.isEmpty()) {
      throw new IllegalStateException("modules of one name in both parts of the IP: " + both);
    }
  }

  private static Set<String> modules(String text) {
    Matcher names = Pattern.compile("(?m)^module +(\\w+)").matcher(text);
    Set<String> modules = new HashSet<>();
    while (names.find()) {
      modules.add(names.group(1));
    }
    return modules;
  }

  @Override
  public List<Bus> buses() {
    return List.of(new Bus("s_axis", Kind.STREAM, Role.SLAVE), new Bus("m_axis", Kind.STREAM, Role.MASTER),
        new Bus("m_axi", Kind.MEMORY, Role.MASTER), new Bus("s_axi", Kind.MEMORY, Role.SLAVE),
        new Bus("irq", Kind.INTERRUPT, Role.MASTER));
  }

  @Override
  public List<Pin> pins() {
    List<Pin> pins = new ArrayList<>();
    pin(pins, front, "s_axis_t");
    pin(pins, back, "m_axis_t");
    pins.add(new Pin("m_axis_tkeep", Direction.OUT, 4));
    pin(pins, front, "m_axi_ar");
    pins.add(new Pin("m_axi_arsize", Direction.OUT, 3));
    pins.add(new Pin("m_axi_arburst", Direction.OUT, 2));
    pins.add(new Pin("m_axi_arcache", Direction.OUT, 4));
    pins.add(new Pin("m_axi_arprot", Direction.OUT, 3));
    pin(pins, back, "m_axi_rdata");
    pin(pins, front, "m_axi_r");
    pins.add(new Pin("m_axi_rready", Direction.OUT, 1));
    pin(pins, front, "s_axi_");
    pin(pins, front, "irq");
    return pins;
  }

  private static void pin(List<Pin> pins, RtlDesign part, String prefix) {
    part.ports().stream().filter(port -> port.name().startsWith(prefix))
        .map(port -> new Pin(port.name(), port.direction(), port.width())).forEach(pins::add);
  }

  /** The IP's top, around front and back. */
  public String top() {
    return module("");
  }

  /** The IP for simulation; the verification text checks AXI's rules on every channel. */
  public RtlDesign design() {
    List<Port> ports = new ArrayList<>();
    ports.add(IpResources.port(new Pin("aresetn", Direction.IN, 1)));
    pins().forEach(pin -> ports.add(IpResources.port(pin)));
    String checked = module(rules()) + "\n" + front.verificationText() + "\n" + back.verificationText() + "\n"
        + IpResources.text("rules.v") + IpResources.text("network/read_rules.v");
    return new RtlDesign(map.ip(), Language.VERILOG, top() + "\n" + front.text() + "\n" + back.text(), checked,
        List.of(new ClockPort("aclk", null)), ports, List.of());
  }

  private String module(String more) {
    StringBuilder text = new StringBuilder(TopText.heading(this, map.title() + " as an IP: constants by AXI4, pixels and"
        + " logits by AXI4-Stream, registers by AXI4-Lite."));
    Set<String> pins = new HashSet<>();
    pins().forEach(pin -> pins.add(pin.name()));
    for (Port port : front.ports()) {
      if (!pins.contains(port.name())) {
        text.append("    wire ").append(TopText.vector(port.width())).append(port.name()).append(";\n");
      }
    }
    text.append("    reg reset_behind = 1'b1;\n    always @(posedge aclk) reset_behind <= !aresetn || back_reset;\n\n");
    text.append(TopText.instance(front, "front", "reset", Port::name));
    text.append(TopText.instance(back, "back", "reset_behind", Port::name));
    text.append("    assign m_axi_arsize = 3'd").append(Integer.numberOfTrailingZeros(config.bus().bytes())).append(";\n")
        .append("    assign m_axi_arburst = 2'b01;\n")
        .append("    assign m_axi_arcache = 4'b0011;\n")
        .append("    assign m_axi_arprot = 3'b000;\n")
        .append("    assign m_axi_rready = 1'b1;\n")
        .append("    assign m_axis_tkeep = 4'b1111;\n");
    return text.append(more).append("endmodule\n").toString();
  }

  /**
   * A reset by register takes the result stream down, as that of the whole IP does. What feeds pixels may be reset at any
   * time, which the framing bears, so that stream is not checked.
   */
  private String rules() {
    String address = "m_axi_ar";
    return "\n" + TopText.channel(this, "m_axis", "m_axis_t", "(aresetn && !back_reset)",
            List.of("m_axis_tdata", "m_axis_tkeep", "m_axis_tlast"))
        + TopText.channel(this, address, address, "aresetn", List.of("m_axi_araddr", "m_axi_arlen", "m_axi_arsize",
            "m_axi_arburst", "m_axi_arcache", "m_axi_arprot"))
        + TopText.channel(this, "m_axi_r", "m_axi_r", "aresetn", List.of("m_axi_rdata", "m_axi_rresp", "m_axi_rlast"))
        + "    vit2rtl_axi_read_rules #(.ADDRESS(" + config.bus().addressBits() + "), .OUTSTANDING("
        + config.bus().outstanding() + ")) read_rules (\n        .aclk(aclk), .aresetn(aresetn), .araddr(m_axi_araddr),"
        + " .arlen(m_axi_arlen), .arsize(m_axi_arsize),\n        .arburst(m_axi_arburst),"
        + " .ar(m_axi_arvalid && m_axi_arready), .arvalid(m_axi_arvalid),\n"
        + "        .r(m_axi_rvalid && m_axi_rready), .rvalid(m_axi_rvalid), .rlast(m_axi_rlast));\n"
        + TopText.liteRules(this, "s_axi");
  }
}
