package vit2rtl.fpga.axi.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import vit2rtl.fpga.axi.IpPackage;
import vit2rtl.fpga.axi.IpResources;
import vit2rtl.fpga.axi.IpXact;
import vit2rtl.fpga.axi.RegisterDrivers;
import vit2rtl.fpga.axi.RegisterTexts;
import vit2rtl.fpga.axi.VivadoTcl;

/** Everything that makes an IP out of a network: sources, IP-XACT, scripts, the register map, and drivers. */
public final class NetworkPackage {
  private static final String FOLDER = "network/";
  /** The driver's C, as it is. */
  static final List<String> C_FILES =
      List.of("v2r.h", "v2r.c", "v2r_platform.h", "v2r_uio.c", "classify.c", "Makefile");

  /** What the LiteX module is filled with. */
  private record Litex(String title, String ip, int channels, int pixelBits, int addressBits, int registerBytes,
      int dataBits, int memoryBits, String sources) {}

  private NetworkPackage() {}

  /** The files by their names within the IP's folder. */
  public static Map<String, String> files(NetworkIp ip) {
    String name = ip.map().ip();
    List<String> sources = List.of("hdl/" + name + ".v", "hdl/" + name + "_front.v", "hdl/" + name + "_back.v");
    Map<String, String> files = new LinkedHashMap<>();
    files.put(sources.get(0), ip.top());
    files.put(sources.get(1), ip.front().text());
    files.put(sources.get(2), ip.back().text());
    files.put("component.xml", IpXact.of(ip, sources));
    files.put(name + ".core", IpPackage.fuseSoc(ip, sources));
    files.put("doc/registers.md", RegisterTexts.markdown(ip.map()));
    files.put("doc/registers.html", RegisterTexts.html(ip.map()));
    files.put("driver/" + name + ".h", RegisterDrivers.header(ip.map()));
    C_FILES.forEach(file -> files.put("driver/" + file, IpResources.text(FOLDER + file)));
    files.put("driver/" + name + ".py", RegisterDrivers.filled(FOLDER + "driver.py.mustache", ip.map()));
    files.put("litex/" + name + ".py", litex(ip, sources));
    files.put("package.tcl", NetworkTcl.packaging(ip, sources));
    for (VivadoTcl.Target target : VivadoTcl.TARGETS) {
      files.put("vivado-" + target.name() + ".tcl", VivadoTcl.outOfContext(ip, target, sources));
      if (target.processor() != null) {
        files.put("vivado-" + target.name() + "-system.tcl", VivadoTcl.system(ip, "network", target));
      }
    }
    return files;
  }

  private static String litex(NetworkIp ip, List<String> sources) {
    NetworkIpConfig config = ip.config();
    ReadBus bus = config.bus();
    Litex page = new Litex(ip.map().title(), ip.map().ip(), config.channels(), 8 * config.channels(),
        ip.map().addressBits(), 1 << ip.map().addressBits(), 8 * bus.bytes(), bus.addressBits(),
        sources.stream().map(source -> '"' + source + '"').collect(Collectors.joining(", ")));
    return IpResources.filled(FOLDER + "litex.py.mustache", page);
  }
}
