package vit2rtl.fpga.axi.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import vit2rtl.fpga.axi.Ip;
import vit2rtl.fpga.axi.IpPackage;
import vit2rtl.fpga.axi.Register;
import vit2rtl.golden.InputException;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.sim.tool.Processes;
import vit2rtl.sim.tool.Tools;

/** The files of a network's IP, as far as they can be checked without the vendors' tools. */
@Execution(ExecutionMode.CONCURRENT)
class NetworkPackageTest {
  private static final String NAME = "vit2rtl_network";

  private static NetworkIp ip;
  private static Map<String, String> files;

  @TempDir
  Path folder;

  @BeforeAll
  static void make() {
    ip = NetworkFixture.tiny().ip();
    files = NetworkPackage.files(ip);
  }

  private static boolean installed(String tool) {
    return new Tools(tool, List.of(), "", "", "").isInstalled();
  }

  @Test
  void theSourcesAreCompleteAndNothingOfTheChecksIsInThem() {
    assumeTrue(Tools.VERILATOR.isInstalled(), "verilator is not installed");
    IpPackage.write(files, List.of("made for a test"), folder);
    List<String> command = new ArrayList<>(List.of("verilator", "--lint-only", "-Wno-lint", "-Wno-style",
        "--top-module", NAME));
    files.keySet().stream().filter(name -> name.endsWith(".v")).forEach(command::add);
    Processes.run(folder, command);
    files.forEach((name, text) -> assertFalse(name.endsWith(".v") && text.matches("(?s).*(assert|_rules).*"), name));
  }

  private static List<Element> all(Document document, String name) {
    NodeList nodes = document.getElementsByTagName("spirit:" + name);
    return Stream.iterate(0, i -> i < nodes.getLength(), i -> i + 1).map(i -> (Element) nodes.item(i)).toList();
  }

  private static String text(Element of, String name) {
    return of.getElementsByTagName("spirit:" + name).item(0).getTextContent();
  }

  @Test
  void ipXactHasEveryBusAndEveryPortOnce() throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    Document xml = factory.newDocumentBuilder().parse(new InputSource(new StringReader(files.get("component.xml"))));
    Map<String, String> types = all(xml, "busInterface").stream().collect(Collectors.toMap(bus -> text(bus, "name"),
        bus -> ((Element) bus.getElementsByTagName("spirit:busType").item(0)).getAttribute("spirit:name")
            + (bus.getElementsByTagName("spirit:master").getLength() == 1 ? " master" : " slave")));
    assertEquals(Map.of("s_axis", "axis slave", "m_axis", "axis master", "m_axi", "aximm master", "s_axi", "aximm slave",
        "irq", "interrupt master", "aclk", "clock slave", "aresetn", "reset slave"), types);
    Set<String> mapped = new TreeSet<>();
    all(xml, "physicalPort").forEach(port -> assertTrue(mapped.add(text(port, "name"))));
    Set<String> pins = new TreeSet<>(List.of("aclk", "aresetn"));
    ip.pins().forEach(pin -> pins.add(pin.name()));
    assertEquals(pins, mapped);
    assertEquals("m_axi", text(all(xml, "addressSpace").get(0), "name"));
    assertEquals(String.valueOf(1L << 40), text(all(xml, "addressSpace").get(0), "range"));
    assertEquals("128", text(all(xml, "addressBlock").get(0), "range"));
    Set<String> registers = new HashSet<>();
    all(xml, "register").forEach(register -> registers.add(text(register, "name")));
    assertEquals(ip.map().registers().stream().map(Register::name).collect(Collectors.toSet()), registers);
  }

  @Test
  void registersAndFieldsDoNotOverlap() {
    Set<Integer> offsets = new HashSet<>();
    for (Register register : ip.map().registers()) {
      assertTrue(offsets.add(register.offset()) && register.offset() < 1 << ip.map().addressBits());
      int used = 0;
      for (Register.Field field : register.fields()) {
        assertEquals(0, used & field.mask(), register.name() + "." + field.name());
        used |= field.mask();
        assertTrue(files.get("driver/" + NAME + ".h")
            .contains("VIT2RTL_NETWORK_" + register.name() + "_" + field.name() + "_MASK "));
        assertTrue(files.get("doc/registers.md").contains("| " + field.bits() + " | " + field.name() + " | "));
      }
    }
  }

  /** The module names each pin of the IP once, in its direction, and sources that are there. */
  @Test
  void liteXConnectsEveryPin() throws Exception {
    String module = files.get("litex/" + NAME + ".py");
    Set<String> connected = new TreeSet<>();
    Matcher pins = Pattern.compile("(?m)^ +([io])_(\\w+)=").matcher(module);
    while (pins.find()) {
      assertTrue(connected.add(pins.group(2) + (pins.group(1).equals("i") ? " in" : " out")), pins.group(2));
    }
    Set<String> wanted = new TreeSet<>(List.of("aclk in", "aresetn in"));
    for (Ip.Pin pin : ip.pins()) {
      wanted.add(pin.name() + (pin.direction() == Direction.IN ? " in" : " out"));
    }
    assertEquals(wanted, connected);
    files.keySet().stream().filter(name -> name.endsWith(".v"))
        .forEach(name -> assertTrue(module.contains('"' + name + '"'), name));
    assumeTrue(installed("python3"), "python3 is not installed");
    Files.writeString(folder.resolve("module.py"), module);
    Processes.run(folder, List.of("python3", "-m", "py_compile", "module.py"));
  }

  @Test
  void theScriptsAreTclAndNameWhatExists() throws Exception {
    List<String> scripts = files.keySet().stream().filter(name -> name.endsWith(".tcl")).toList();
    assertEquals(8, scripts.size());
    for (String script : scripts) {
      Matcher named = Pattern.compile("network/(\\w+)").matcher(files.get(script));
      while (script.contains("system") && named.find()) {
        String pin = named.group(1);
        assertTrue(List.of("aresetn", "irq").contains(pin)
            || ip.buses().stream().anyMatch(bus -> bus.name().equals(pin)), script + " connects " + pin);
      }
    }
    assumeTrue(installed("tclsh"), "tclsh is not installed");
    Path spaced = folder.resolve("my ip {1}");
    IpPackage.write(files, List.of(), spaced);
    Files.writeString(folder.resolve("check.tcl"), """
        proc unknown {args} { return {} }
        proc version {args} { return 2022.2 }
        proc get_property {name args} { expr {$name eq "SLACK" ? 1.5 : "100%"} }
        rename glob real_glob
        proc glob {args} { return board.bit }
        proc exit {{code 0}} { error "exit $code" }
        proc present {paths} { foreach path $paths { if {![file exists $path]} { error "there is no $path" } } }
        proc read_verilog {paths} { present $paths }
        proc add_files {flag paths} { present $paths }
        proc set_property {name args} { if {$name eq "ip_repo_paths"} { present [lindex $args 0] } }
        puts [catch {source [lindex $argv 0]} message]$message
        """);
    for (String script : scripts) {
      List<String> said =
          Processes.run(folder, List.of("tclsh", "check.tcl", spaced.resolve(script).toString())).lines().toList();
      assertTrue(said.get(said.size() - 1).startsWith("0"), script + ": " + said);
    }
  }

  @Test
  void fuseSocNamesTheSources() {
    String core = files.get(NAME + ".core");
    assertEquals(files.keySet().stream().filter(name -> name.endsWith(".v")).toList(),
        core.lines().map(String::strip).filter(line -> line.startsWith("- ")).map(line -> line.substring(2)).toList());
    assertTrue(core.contains("toplevel: " + NAME));
  }

  @Test
  void busesThatCannotBeAreRefused() {
    assertEquals("ip network: a bus of 32 bits; allowed: 64 or 128",
        assertThrows(InputException.class, () -> new ReadBus(4, 16, 8, 40)).getMessage());
    assertEquals("ip network: bursts of 12 beats; allowed: powers of two to 256",
        assertThrows(InputException.class, () -> new ReadBus(16, 12, 8, 40)).getMessage());
    assertEquals("ip network: 64 outstanding bursts; allowed: powers of two to 32",
        assertThrows(InputException.class, () -> new ReadBus(16, 16, 64, 40)).getMessage());
    assertEquals("ip network: addresses of 20 bits; allowed: 32 to 64",
        assertThrows(InputException.class, () -> new ReadBus(16, 16, 8, 20)).getMessage());
  }
}
