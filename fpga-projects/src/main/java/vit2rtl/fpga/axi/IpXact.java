package vit2rtl.fpga.axi;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import vit2rtl.hdl.rtl.Direction;

/**
 * IP-XACT (IEEE 1685-2009) of an IP, as Vivado's catalogue reads it: bus interfaces with their port maps, the register
 * map, the ports and the files. Elements stand in the order that the standard's schema asks for.
 */
public final class IpXact {
  private static final String BUS = "xilinx.com";

  private final Ip ip;
  private final StringBuilder text = new StringBuilder();

  private IpXact(Ip ip) {
    this.ip = ip;
  }

  public static String of(Ip ip, List<String> sources) {
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
    ip.buses().forEach(this::bus);
    signal("aclk", "clock", Ip.Role.SLAVE, "CLK", "ASSOCIATED_BUSIF", String.join(":", ip.clocked()));
    signal("aresetn", "reset", Ip.Role.SLAVE, "RST", "POLARITY", "ACTIVE_LOW");
    line("  </spirit:busInterfaces>");
    addressSpaces();
    memoryMap();
    model();
    files(sources);
    line("  <spirit:description>%s</spirit:description>", ip.map().title());
    line("</spirit:component>");
    return text.toString();
  }

  private void bus(Ip.Bus bus) {
    if (bus.kind() == Ip.Kind.INTERRUPT) {
      signal(bus.name(), "interrupt", bus.role(), "INTERRUPT", "SENSITIVITY", "LEVEL_HIGH");
      return;
    }
    String type = bus.kind() == Ip.Kind.STREAM ? "axis" : "aximm";
    line("    <spirit:busInterface>");
    line("      <spirit:name>%s</spirit:name>", bus.name());
    line("      <spirit:busType spirit:vendor=\"%s\" spirit:library=\"interface\" spirit:name=\"%s\""
        + " spirit:version=\"1.0\"/>", BUS, type);
    line("      <spirit:abstractionType spirit:vendor=\"%s\" spirit:library=\"interface\" spirit:name=\"%s_rtl\""
        + " spirit:version=\"1.0\"/>", BUS, type);
    if (bus.kind() == Ip.Kind.STREAM) {
      line("      <spirit:%s/>", bus.role().ipXact());
    } else if (bus.role() == Ip.Role.SLAVE) {
      line("      <spirit:slave><spirit:memoryMapRef spirit:memoryMapRef=\"registers\"/></spirit:slave>");
    } else {
      line("      <spirit:master><spirit:addressSpaceRef spirit:addressSpaceRef=\"%s\"/></spirit:master>", bus.name());
    }
    line("      <spirit:portMaps>");
    for (Ip.Pin pin : ip.pins(bus)) {
      portMap(pin.name().substring(bus.name().length() + 1).toUpperCase(Locale.ROOT), pin.name());
    }
    line("      </spirit:portMaps>");
    line("    </spirit:busInterface>");
  }

  /** What a master's addresses reach. */
  private void addressSpaces() {
    if (ip.masters().isEmpty()) {
      return;
    }
    line("  <spirit:addressSpaces>");
    for (Ip.Bus bus : ip.masters()) {
      line("    <spirit:addressSpace>");
      line("      <spirit:name>%s</spirit:name>", bus.name());
      line("      <spirit:range>%s</spirit:range>", BigInteger.ONE.shiftLeft(ip.width(bus.name() + "_araddr")));
      line("      <spirit:width>%d</spirit:width>", ip.width(bus.name() + "_rdata"));
      line("    </spirit:addressSpace>");
    }
    line("  </spirit:addressSpaces>");
  }

  private void portMap(String logical, String physical) {
    line("        <spirit:portMap>");
    line("          <spirit:logicalPort><spirit:name>%s</spirit:name></spirit:logicalPort>", logical);
    line("          <spirit:physicalPort><spirit:name>%s</spirit:name></spirit:physicalPort>", physical);
    line("        </spirit:portMap>");
  }

  private void signal(String port, String type, Ip.Role role, String logical, String parameter, String value) {
    line("    <spirit:busInterface>");
    line("      <spirit:name>%s</spirit:name>", port);
    line("      <spirit:busType spirit:vendor=\"%s\" spirit:library=\"signal\" spirit:name=\"%s\""
        + " spirit:version=\"1.0\"/>", BUS, type);
    line("      <spirit:abstractionType spirit:vendor=\"%s\" spirit:library=\"signal\" spirit:name=\"%s_rtl\""
        + " spirit:version=\"1.0\"/>", BUS, type);
    line("      <spirit:%s/>", role.ipXact());
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
    line("        <spirit:range>%d</spirit:range>", 1 << ip.map().addressBits());
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
    port(new Ip.Pin("aclk", Direction.IN, 1));
    port(new Ip.Pin("aresetn", Direction.IN, 1));
    ip.pins().forEach(this::port);
    line("    </spirit:ports>");
    line("  </spirit:model>");
  }

  private void port(Ip.Pin pin) {
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
