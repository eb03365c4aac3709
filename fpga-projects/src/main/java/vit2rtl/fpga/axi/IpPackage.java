package vit2rtl.fpga.axi;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vit2rtl.golden.io.AtomicFile;

/**
 * Everything that makes an IP out of a unit: sources, IP-XACT, Vivado and FuseSoC files, register map as Markdown,
 * HTML, C header and Python driver.
 */
public final class IpPackage {
  private IpPackage() {}

  /** The files by their names within the IP's folder. */
  public static Map<String, String> files(AxiIp ip) {
    String name = ip.map().ip();
    List<String> sources = List.of("hdl/" + name + ".v", "hdl/" + name + "_core.v");
    Map<String, String> files = new LinkedHashMap<>();
    files.put(sources.get(0), ip.top());
    files.put(sources.get(1), ip.core().text());
    files.put("component.xml", IpXact.of(ip, sources));
    files.put(name + ".core", fuseSoc(ip, sources));
    files.put("doc/registers.md", RegisterTexts.markdown(ip.map()));
    files.put("doc/registers.html", RegisterTexts.html(ip.map()));
    files.put("driver/" + name + ".h", RegisterDrivers.header(ip.map(), Loading.of(ip.unit())));
    files.put("driver/" + name + ".py", RegisterDrivers.python(ip.map(), Loading.of(ip.unit())));
    for (VivadoTcl.Target target : VivadoTcl.TARGETS) {
      files.put("vivado-" + target.name() + ".tcl", VivadoTcl.outOfContext(ip, target, sources));
      if (target.processor() != null) {
        files.put("vivado-" + target.name() + "-system.tcl", VivadoTcl.system(ip, "unit", target));
      }
    }
    return files;
  }

  /**
   * Writes the files into a folder.
   *
   * @param origin sentences that sources, scripts and drivers begin with, as comments
   */
  public static void write(AxiIp ip, List<String> origin, Path folder) {
    write(files(ip), origin, folder);
  }

  /** Writes files by their names within a folder. */
  public static void write(Map<String, String> files, List<String> origin, Path folder) {
    files.forEach((name, text) -> AtomicFile.write(folder.resolve(name), comment(name, origin) + text));
  }

  private static String comment(String name, List<String> origin) {
    String mark = name.matches(".*\\.[vhc]") ? "// " : name.matches(".*\\.(tcl|py)|.*/Makefile") ? "# " : "";
    return mark.isEmpty() || origin.isEmpty() ? ""
        : origin.stream().map(line -> mark + line + "\n").reduce("", String::concat) + "\n";
  }

  /** FuseSoC's description of an IP. */
  public static String fuseSoc(Ip ip, List<String> sources) {
    String name = ip.map().ip();
    StringBuilder text = new StringBuilder("CAPI=2:\n\nname: vit2rtl:vit2rtl:" + name + ":" + RegisterMap.MAJOR + "."
        + RegisterMap.MINOR + ".0\ndescription: " + ip.map().title() + ", "
        + (ip.masters().isEmpty() ? "" : "AXI4, ") + "AXI4-Stream and AXI4-Lite\n\nfilesets:\n");
    text.append("  rtl:\n    files:\n");
    sources.forEach(source -> text.append("      - ").append(source).append('\n'));
    text.append("    file_type: verilogSource-2005\n\ntargets:\n  default: &default\n    filesets: [rtl]\n")
        .append("    toplevel: ").append(name).append("\n\n  lint:\n    <<: *default\n    default_tool: verilator\n")
        .append("    tools:\n      verilator:\n        mode: lint-only\n\n  synth:\n    <<: *default\n")
        .append("    default_tool: vivado\n    tools:\n      vivado:\n        part: xc7a100tcsg324-1\n");
    return text.toString();
  }
}
