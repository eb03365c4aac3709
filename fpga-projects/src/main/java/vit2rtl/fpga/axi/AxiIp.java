package vit2rtl.fpga.axi;

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
public record AxiIp(FpgaUnit unit, RegisterMap map, RtlDesign core) implements Ip {

  public static AxiIp of(FpgaUnit unit) {
    RegisterMap map = RegisterMap.of(unit);
    return new AxiIp(unit, map, Hdl.elaborate(() -> new AxiCore(unit, map)));
  }

  @Override
  public List<Bus> buses() {
    return List.of(new Bus("s_axis", Kind.STREAM, Role.SLAVE), new Bus("m_axis", Kind.STREAM, Role.MASTER),
        new Bus("s_axi", Kind.MEMORY, Role.SLAVE));
  }

  @Override
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
    ports.add(IpResources.port(new Pin("aresetn", Direction.IN, 1)));
    pins().forEach(pin -> ports.add(IpResources.port(pin)));
    String checked = module(rules()) + "\n" + core.verificationText() + "\n" + IpResources.text("rules.v");
    return new RtlDesign(map.ip(), Language.VERILOG, text(), checked, List.of(new ClockPort("aclk", null)), ports,
        List.of(new StreamPort("s_axis", Direction.IN, "s_axis_tvalid", "s_axis_tready", "s_axis_tlast",
                List.of("s_axis_tdata")),
            new StreamPort("m_axis", Direction.OUT, "m_axis_tvalid", "m_axis_tready", "m_axis_tlast",
                List.of("m_axis_tdata"))));
  }

  private String module(String more) {
    return TopText.heading(this, map.title() + " as an IP: AXI4-Stream data, AXI4-Lite registers.")
        + TopText.instance(core, "core", "reset", AxiIp::outside) + keep() + more + "endmodule\n";
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
    return "\n" + TopText.channel(this, "s_axis", "s_axis_t", "aresetn", List.of("s_axis_tdata", "s_axis_tlast"))
        + TopText.channel(this, "m_axis", "m_axis_t", "aresetn", List.of("m_axis_tdata", "m_axis_tkeep", "m_axis_tlast"))
        + TopText.liteRules(this, "s_axi");
  }
}
