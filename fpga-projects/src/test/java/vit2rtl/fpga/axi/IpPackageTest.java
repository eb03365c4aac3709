package vit2rtl.fpga.axi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import vit2rtl.bench.UnitBench;
import vit2rtl.fpga.FpgaUnit;
import vit2rtl.sim.tool.Processes;
import vit2rtl.sim.tool.Tools;
import vit2rtl.units.Settings;
import vit2rtl.units.layernorm.LayerNormKind;

/** The files of an IP, as far as they can be checked without the vendors' tools. */
class IpPackageTest {
  private static final String NAME = "vit2rtl_layernorm";
  private static AxiIp ip;
  private static Map<String, String> files;

  @TempDir
  Path folder;

  @BeforeAll
  static void make() {
    LayerNormKind kind = new LayerNormKind();
    UnitBench bench =
        new UnitBench(kind.config(Settings.of(kind, Map.of("channels", "15", "lanes", "2", "tables", "loadable"))));
    ip = AxiIp.of(new FpgaUnit(bench.config()));
    files = IpPackage.files(ip);
  }

  private static boolean installed(String tool) {
    return new Tools(tool, List.of(), "", "", "").isInstalled();
  }

  @Test
  void theSourcesAreCompleteAndVerilatorFindsNothingMissing() throws IOException {
    assumeTrue(Tools.VERILATOR.isInstalled(), "verilator is not installed");
    IpPackage.write(ip, List.of("made for a test"), folder);
    Processes.run(folder, List.of("verilator", "--lint-only", "-Wno-lint", "-Wno-style", "--top-module", NAME,
        "hdl/" + NAME + ".v", "hdl/" + NAME + "_core.v"));
    for (String name : List.of("hdl/" + NAME + ".v", "hdl/" + NAME + "_core.v", "driver/" + NAME + ".h")) {
      assertTrue(Files.readString(folder.resolve(name)).startsWith("// made for a test\n\n"), name);
    }
    for (String name : List.of("driver/" + NAME + ".py", "vivado-kv260.tcl")) {
      assertTrue(Files.readString(folder.resolve(name)).startsWith("# made for a test\n\n"), name);
    }
    assertFalse(files.get("hdl/" + NAME + "_core.v").contains("assert"));
    assertFalse(files.get("hdl/" + NAME + ".v").contains("rules"));
  }

  @Test
  void theScriptsAreTclAndNameFilesThatExist() throws Exception {
    List<String> scripts = files.keySet().stream().filter(f -> f.endsWith(".tcl")).toList();
    assertEquals(7, scripts.size());
    for (String script : scripts) {
      String text = files.get(script);
      assertTrue(text.indexOf("version -short") < text.indexOf("create_project"), script + " checks the version first");
      if (!script.contains("system")) {
        for (String source : text.replaceAll("(?s).*foreach source \\{(.*?)\\}.*", "$1").split(" ")) {
          assertTrue(files.containsKey(source), script + " names " + source);
        }
      }
    }
    assumeTrue(installed("tclsh"), "tclsh is not installed");
    Path spaced = folder.resolve("my ip {1}");
    IpPackage.write(ip, List.of(), spaced);
    // Runs each script with every Vivado command a stub: syntax, expressions, control flow.
    Files.writeString(folder.resolve("check.tcl"), """
        proc unknown {args} { return {} }
        proc version {args} { return $::vivado }
        proc get_property {name args} { expr {$name eq "SLACK" ? $::slack : "100%"} }
        rename glob real_glob
        proc glob {args} { return board.bit }
        proc exit {{code 0}} { error "exit $code" }
        # Vivado takes these as lists of paths.
        proc present {paths} { foreach path $paths { if {![file exists $path]} { error "there is no $path" } } }
        proc read_verilog {paths} { present $paths }
        proc set_property {name args} { if {$name eq "ip_repo_paths"} { present [lindex $args 0] } }
        foreach {::vivado ::slack} {2022.2 1.5 2022.2 -0.5 1999.1 1.5} {
          puts [list $::vivado $::slack [catch {source [lindex $argv 0]} message] $message]
        }
        """);
    for (String script : scripts) {
      List<String> said = Processes.run(folder, List.of("tclsh", "check.tcl", spaced.resolve(script).toString())).lines()
          .filter(l -> l.startsWith("2022.2") || l.startsWith("1999.1")).toList();
      assertEquals(3, said.size(), script);
      assertTrue(said.get(0).startsWith("2022.2 1.5 0 "), said.get(0));
      assertEquals(script.contains("system") ? "2022.2 -0.5 0 {}" : "2022.2 -0.5 1 {exit 1}", said.get(1));
      assertEquals("1999.1 1.5 1 {exit 3}", said.get(2));
    }
  }

  @Test
  void theHeaderIsC() throws Exception {
    assumeTrue(Tools.GXX.isInstalled(), "g++ is not installed");
    Files.writeString(folder.resolve("t.c"), files.get("driver/" + NAME + ".h")
        + "int main(void) { return VIT2RTL_LAYERNORM_UNIT_LANES_MASK == 0xFF00u"
        + " && VIT2RTL_LAYERNORM_UNIT_LANES_SHIFT == 8 && VIT2RTL_LAYERNORM_OUTPUT_WAITS == 0x2C"
        + " && VIT2RTL_LAYERNORM_ID_VALUE == 0x56325254u ? 0 : 1; }\n");
    Processes.run(folder, List.of("g++", "-x", "c", "-std=c99", "-Wall", "-Wextra", "-Werror", "t.c", "-o", "t"));
    Processes.run(folder, List.of(folder.resolve("t").toString()));
  }

  /** The writes that load a table, on an array in place of the bus. */
  @Test
  void theHeaderLoadsATable() throws Exception {
    assumeTrue(Tools.GXX.isInstalled(), "g++ is not installed");
    Files.writeString(folder.resolve("t.c"), files.get("driver/" + NAME + ".h") + """
        #include <stdio.h>
        int main(void)
        {
            uint32_t words[16] = {0};
            int64_t offset[15] = {0};
            offset[14] = -3;
            vit2rtl_layernorm_load_offset((uintptr_t)words, offset);
            printf("%08X %08X", words[VIT2RTL_LAYERNORM_LOAD_ADDRESS / 4], words[VIT2RTL_LAYERNORM_LOAD_LOW / 4]);
            return 0;
        }
        """);
    Processes.run(folder, List.of("g++", "-x", "c", "-std=c99", "-Wall", "-Wextra", "-Werror", "t.c", "-o", "t"));
    assertEquals("00070002 FFFFFFFD", Processes.run(folder, List.of(folder.resolve("t").toString())).strip());
  }

  @Test
  void theDriverIsPythonAndReadsTheFieldsItNames() throws Exception {
    assumeTrue(installed("python3"), "python3 is not installed");
    Files.writeString(folder.resolve("driver.py"), files.get("driver/" + NAME + ".py"));
    Files.writeString(folder.resolve("numpy.py"), "");
    Files.writeString(folder.resolve("pynq.py"), """
        allocate = None
        class DefaultIP:
            words = {}
            def __init__(self, description):
                pass
            def read(self, offset):
                return self.words[offset]
        """);
    Files.writeString(folder.resolve("t.py"), "import pynq, driver\npynq.DefaultIP.words = {"
        + ip.map().registers().stream().map(r -> r.offset() + ": " + (r.resetValue() & 0xFFFFFFFFL))
            .reduce((a, b) -> a + ", " + b).orElseThrow()
        + "}\nd = driver.Driver({})\nprint(d.unit_lanes, d.row_length, d.row_beats, d.format_input_bits, d.rows)\n");
    assertEquals("2 15 8 8 0", Processes.run(folder, List.of("python3", "t.py")).strip());
  }

  @Test
  void fuseSocNamesTheSources() {
    String core = files.get(NAME + ".core");
    assertTrue(core.startsWith("CAPI=2:\n"));
    List<String> listed = core.lines().map(String::strip).filter(l -> l.startsWith("- ")).map(l -> l.substring(2)).toList();
    assertEquals(files.keySet().stream().filter(f -> f.endsWith(".v")).toList(), listed);
    assertTrue(core.contains("toplevel: " + NAME));
  }

  // ---- IP-XACT: the rules of the 1685-2009 schema that concern these elements ------------------------------------------

  private static List<Element> children(Element of) {
    List<Element> elements = new ArrayList<>();
    NodeList nodes = of.getChildNodes();
    for (int i = 0; i < nodes.getLength(); i++) {
      if (nodes.item(i).getNodeType() == Node.ELEMENT_NODE) {
        elements.add((Element) nodes.item(i));
      }
    }
    return elements;
  }

  private static List<Element> all(Document document, String name) {
    NodeList nodes = document.getElementsByTagName("spirit:" + name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  private static String text(Element of, String name) {
    return children(of).stream().filter(e -> e.getTagName().equals("spirit:" + name)).findFirst().orElseThrow()
        .getTextContent();
  }

  /** Children appear in the schema's sequence, each at most once unless it may repeat. */
  private static void sequence(Element of, Set<String> repeating, String... names) {
    List<String> order = List.of(names);
    int at = -1;
    for (Element child : children(of)) {
      String name = child.getTagName().substring("spirit:".length());
      int here = order.indexOf(name);
      assertTrue(here > at || here == at && repeating.contains(name), of.getTagName() + ": " + name);
      at = here;
    }
  }

  @Test
  void componentXmlFollowsTheSchema() throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    Document xml = factory.newDocumentBuilder().parse(new InputSource(new StringReader(files.get("component.xml"))));
    Element root = xml.getDocumentElement();
    assertEquals("spirit:component", root.getTagName());
    assertNotNull(root.getAttributeNode("xmlns:spirit"));
    sequence(root, Set.of(), "vendor", "library", "name", "version", "busInterfaces", "memoryMaps", "model", "fileSets",
        "description");

    Set<String> ports = new HashSet<>();
    for (Element port : all(xml, "port")) {
      assertTrue(ports.add(text(port, "name")));
      String direction = all(xml, "direction").get(ports.size() - 1).getTextContent();
      assertTrue(Set.of("in", "out").contains(direction));
    }
    assertEquals(new HashSet<>(inTop()), ports, "ports of component.xml and of the Verilog top");

    Set<String> mapped = new HashSet<>();
    for (Element bus : all(xml, "busInterface")) {
      sequence(bus, Set.of(), "name", "busType", "abstractionType", "slave", "master", "portMaps", "parameters");
    }
    for (Element map : all(xml, "physicalPort")) {
      assertTrue(mapped.add(text(map, "name")));
    }
    assertEquals(ports, mapped, "every port belongs to one bus");

    Set<Integer> offsets = new HashSet<>();
    for (Element register : all(xml, "register")) {
      sequence(register, Set.of("field"), "name", "description", "addressOffset", "size", "access", "reset", "field");
      assertTrue(Set.of("read-only", "read-write", "write-only").contains(text(register, "access")));
      int offset = Integer.decode(text(register, "addressOffset"));
      assertTrue(offset % 4 == 0 && offset < 64 && offsets.add(offset));
    }
    for (Element field : all(xml, "field")) {
      sequence(field, Set.of(), "name", "description", "bitOffset", "bitWidth", "access");
    }
    for (Element view : all(xml, "view")) {
      sequence(view, Set.of(), "name", "envIdentifier", "language", "modelName", "fileSetRef");
    }
    for (Element file : all(xml, "file")) {
      sequence(file, Set.of(), "name", "fileType");
      assertTrue(files.containsKey(text(file, "name")), text(file, "name"));
    }
  }

  private static List<String> inTop() {
    return files.get("hdl/" + NAME + ".v").lines().map(String::strip).filter(l -> l.matches("(input|output) +wire.*"))
        .map(l -> l.replaceAll(",$", "").replaceAll(".* ", "")).toList();
  }

  // ---- one description ---------------------------------------------------------------------------------------------

  @Test
  void registersAndFieldsDoNotOverlap() {
    Set<Integer> offsets = new HashSet<>();
    for (Register register : ip.map().registers()) {
      assertTrue(offsets.add(register.offset()) && register.offset() < 1 << RegisterMap.ADDRESS_BITS);
      int used = 0;
      for (Register.Field field : register.fields()) {
        assertEquals(0, used & field.mask(), register.name() + "." + field.name());
        used |= field.mask();
      }
      if (!register.fields().isEmpty()) {
        assertEquals(0, register.resetValue() & ~used, register.name() + " has bits that no field explains");
      }
    }
  }

  @Test
  void theDocumentsNameEveryRegisterAndField() throws Exception {
    String page = files.get("doc/registers.html");
    DocumentBuilderFactory.newInstance().newDocumentBuilder()
        .parse(new InputSource(new StringReader(page.replace("<!DOCTYPE html>", ""))));
    for (Register register : ip.map().registers()) {
      String row = String.format("| 0x%02X | %s | %s | 0x%08X | %s |", register.offset(), register.name(),
          register.access().words(), register.resetValue(), register.meaning());
      assertTrue(files.get("doc/registers.md").contains(row), row);
      assertTrue(page.contains("<td>" + register.name() + "</td>"));
      for (Register.Field field : register.fields()) {
        assertTrue(files.get("doc/registers.md").contains("| " + field.bits() + " | " + field.name() + " | "));
        assertTrue(page.contains("<li>[" + field.bits() + "] <b>" + field.name() + "</b>"));
      }
    }
  }
}
