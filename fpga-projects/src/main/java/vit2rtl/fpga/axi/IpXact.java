package vit2rtl.fpga.axi;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.hdl.rtl.Direction;

/**
 * IP-XACT (IEEE 1685-2009) of an IP, as Vivado's catalogue reads it: bus interfaces with their port maps, the register
 * map, the ports and the files. Elements stand in the order that the standard's schema asks for.
 */
final class IpXact {
  private static final String BUS = "xilinx.com";

  private final AxiIp ip;
  private final StringBuilder text = new StringBuilder();

  private IpXact(AxiIp ip) {
    this.ip = ip;
  }

  static String of(AxiIp ip, List<String> sources) {
    return new IpXact(ip).write(sources);
  }

  private void line(String format, Object... arguments) {
    text.append(arguments.length == 0 ? format : String.format(format, arguments)).append('\n');
  }

  private String write(List<String> sources) {
    line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    line("<spirit:component xmlns:spirit=\"http://www.spiritconsortium.org/XMLSchema/SPIRIT/1685-2009\"");
    line("    xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">");
    line("  <spirit:vendor>vit2rtl</spirit:vendor>");
    line("  <spirit:library>vit2rtl</spirit:library>");
    line("  <spirit:name>%s</spirit:name>", ip.map().ip());
    line("  <spirit:version>%d.%d</spirit:version>", RegisterMap.MAJOR, RegisterMap.MINOR);
    line("  <spirit:busInterfaces>");
    stream("s_axis", "slave");
    stream("m_axis", "master");
    lite();
    signal("aclk", "clock", "CLK", "ASSOCIATED_BUSIF", "s_axis:m_axis:s_axi");
    signal("aresetn", "reset", "RST", "POLARITY", "ACTIVE_LOW");
    line("  </spirit:busInterfaces>");
    memoryMap();
    model();
    files(sources);
    line("  <spirit:description>%s</spirit:description>", ip.map().title());
    line("</spirit:component>");
    return text.toString();
  }

  private void stream(String name, String role) {
    List<String> signals = new ArrayList<>(List.of("TDATA", "TVALID", "TREADY", "TLAST"));
    if (role.equals("master")) {
      signals.add("TKEEP");
    }
    bus(name, "axis", role, null, signals);
  }

  private void lite() {
    bus("s_axi", "aximm", "slave", "registers", ip.pins().stream().map(AxiIp.Pin::name)
        .filter(n -> n.startsWith("s_axi_")).map(n -> n.substring("s_axi_".length()).toUpperCase(java.util.Locale.ROOT))
        .toList());
  }

  private void bus(String name, String type, String role, String memoryMap, List<String> signals) {
    line("    <spirit:busInterface>");
    line("      <spirit:name>%s</spirit:name>", name);
    line("      <spirit:busType spirit:vendor=\"%s\" spirit:library=\"interface\" spirit:name=\"%s\""
        + " spirit:version=\"1.0\"/>", BUS, type);
    line("      <spirit:abstractionType spirit:vendor=\"%s\" spirit:library=\"interface\" spirit:name=\"%s_rtl\""
        + " spirit:version=\"1.0\"/>", BUS, type);
    line(memoryMap == null
        ? "      <spirit:%1$s/>"
        : "      <spirit:%1$s><spirit:memoryMapRef spirit:memoryMapRef=\"%2$s\"/></spirit:%1$s>", role, memoryMap);
    line("      <spirit:portMaps>");
    for (String signal : signals) {
      portMap(signal, name + "_" + signal.toLowerCase(java.util.Locale.ROOT));
    }
    line("      </spirit:portMaps>");
    line("    </spirit:busInterface>");
  }

  private void portMap(String logical, String physical) {
    line("        <spirit:portMap>");
    line("          <spirit:logicalPort><spirit:name>%s</spirit:name></spirit:logicalPort>", logical);
    line("          <spirit:physicalPort><spirit:name>%s</spirit:name></spirit:physicalPort>", physical);
    line("        </spirit:portMap>");
  }

  private void signal(String port, String type, String logical, String parameter, String value) {
    line("    <spirit:busInterface>");
    line("      <spirit:name>%s</spirit:name>", port);
    line("      <spirit:busType spirit:vendor=\"%s\" spirit:library=\"signal\" spirit:name=\"%s\""
        + " spirit:version=\"1.0\"/>", BUS, type);
    line("      <spirit:abstractionType spirit:vendor=\"%s\" spirit:library=\"signal\" spirit:name=\"%s_rtl\""
        + " spirit:version=\"1.0\"/>", BUS, type);
    line("      <spirit:slave/>");
    line("      <spirit:portMaps>");
    portMap(logical, port);
    line("      </spirit:portMaps>");
    line("      <spirit:parameters><spirit:parameter><spirit:name>%s</spirit:name><spirit:value>%s</spirit:value>"
        + "</spirit:parameter></spirit:parameters>", parameter, value);
    line("    </spirit:busInterface>");
  }

  private void memoryMap() {
    line("  <spirit:memoryMaps>");
    line("    <spirit:memoryMap>");
    line("      <spirit:name>registers</spirit:name>");
    line("      <spirit:addressBlock>");
    line("        <spirit:name>registers</spirit:name>");
    line("        <spirit:baseAddress>0</spirit:baseAddress>");
    line("        <spirit:range>%d</spirit:range>", 1 << RegisterMap.ADDRESS_BITS);
    line("        <spirit:width>32</spirit:width>");
    line("        <spirit:usage>register</spirit:usage>");
    for (Register register : ip.map().registers()) {
      register(register);
    }
    line("      </spirit:addressBlock>");
    line("    </spirit:memoryMap>");
    line("  </spirit:memoryMaps>");
  }

  private void register(Register register) {
    String access = register.access().ipXact();
    line("        <spirit:register>");
    line("          <spirit:name>%s</spirit:name>", register.name());
    line("          <spirit:description>%s</spirit:description>", register.meaning());
    line("          <spirit:addressOffset>0x%02X</spirit:addressOffset>", register.offset());
    line("          <spirit:size>32</spirit:size>");
    line("          <spirit:access>%s</spirit:access>", access);
    line("          <spirit:reset><spirit:value>0x%08X</spirit:value></spirit:reset>", register.resetValue());
    for (Register.Field field : register.fields()) {
      line("          <spirit:field>");
      line("            <spirit:name>%s</spirit:name>", field.name());
      line("            <spirit:description>%s</spirit:description>", field.meaning());
      line("            <spirit:bitOffset>%d</spirit:bitOffset>", field.low());
      line("            <spirit:bitWidth>%d</spirit:bitWidth>", field.width());
      line("            <spirit:access>%s</spirit:access>", access);
      line("          </spirit:field>");
    }
    line("        </spirit:register>");
  }

  private void model() {
    line("  <spirit:model>");
    line("    <spirit:views>");
    for (String view : List.of("synthesis", "simulation")) {
      line("      <spirit:view>");
      line("        <spirit:name>%s</spirit:name>", view);
      line("        <spirit:envIdentifier>verilogSource:vivado.xilinx.com:%s</spirit:envIdentifier>", view);
      line("        <spirit:language>verilog</spirit:language>");
      line("        <spirit:modelName>%s</spirit:modelName>", ip.map().ip());
      line("        <spirit:fileSetRef><spirit:localName>sources</spirit:localName></spirit:fileSetRef>");
      line("      </spirit:view>");
    }
    line("    </spirit:views>");
    line("    <spirit:ports>");
    port(new AxiIp.Pin("aclk", Direction.IN, 1));
    port(new AxiIp.Pin("aresetn", Direction.IN, 1));
    ip.pins().forEach(this::port);
    line("    </spirit:ports>");
    line("  </spirit:model>");
  }

  private void port(AxiIp.Pin pin) {
    line("      <spirit:port>");
    line("        <spirit:name>%s</spirit:name>", pin.name());
    line("        <spirit:wire>");
    line("          <spirit:direction>%s</spirit:direction>", pin.direction() == Direction.IN ? "in" : "out");
    if (pin.width() > 1) {
      line("          <spirit:vector><spirit:left>%d</spirit:left><spirit:right>0</spirit:right></spirit:vector>",
          pin.width() - 1);
    }
    line("        </spirit:wire>");
    line("      </spirit:port>");
  }

  private void files(List<String> sources) {
    line("  <spirit:fileSets>");
    line("    <spirit:fileSet>");
    line("      <spirit:name>sources</spirit:name>");
    for (String source : sources) {
      line("      <spirit:file>");
      line("        <spirit:name>%s</spirit:name>", source);
      line("        <spirit:fileType>verilogSource</spirit:fileType>");
      line("      </spirit:file>");
    }
    line("    </spirit:fileSet>");
    line("  </spirit:fileSets>");
  }
}
