package vit2rtl.cli.unit;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.bench.UnitBench;
import vit2rtl.cli.arguments.LayerArguments;
import vit2rtl.cli.arguments.UnitArguments;
import vit2rtl.cli.network.IpNetworkCommand;
import vit2rtl.cli.output.Outputs;
import vit2rtl.cli.output.TextHeader;
import vit2rtl.fpga.FpgaUnit;
import vit2rtl.fpga.axi.AxiIp;
import vit2rtl.fpga.axi.IpPackage;
import vit2rtl.fpga.axi.WrapperArea;
import vit2rtl.fpga.synth.Target;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.AtomicFile;
import vit2rtl.units.LoadFormat;

/** {@code ip}: a unit, or a whole network, as an IP for Vivado and FuseSoC. */
@Command(name = "ip", mixinStandardHelpOptions = true, subcommands = IpNetworkCommand.class,
    description = "Writes a unit, or a whole network, as an IP: AXI4-Stream data, AXI4-Lite registers, IP-XACT, Vivado and FuseSoC files,"
        + " register map, C header, PYNQ driver.")
public final class IpCommand implements Callable<Integer> {
  @Mixin
  private UnitArguments unit;

  @Mixin
  private LayerArguments layers;

  @Option(names = "--out", paramLabel = "DIR", description = "Folder to write into.")
  private Path out;

  @Option(names = "--area", paramLabel = "TARGET",
      description = "Also synthesise the unit and the IP with Yosys (xc7, xcup, ecp5) and show what the wrapper adds.")
  private String area;

  @Override
  public Integer call() {
    if (out == null) {
      throw new InputException("ip needs --out DIR, the folder to write into");
    }
    Outputs.folders(out);
    Map<String, UnitBench> benches = layers.benches(unit);
    if (benches.size() > 1 && !layers.shareOneUnit(benches)) {
      throw new InputException("ip: the model has " + benches.size() + " such layers, and baked tables hold one; name"
          + " it with --place, or make one unit for all of them with --set tables=loadable");
    }
    UnitBench bench = benches.values().iterator().next();
    AxiIp ip = AxiIp.of(new FpgaUnit(bench.config()));
    boolean shared = layers.shareOneUnit(benches);
    String only = layers.isModel() && !shared ? benches.keySet().iterator().next() : "";
    TextHeader header = new TextHeader("IP of unit " + unit.kind().name() + (only.isEmpty() ? "" : ", layer " + only),
        "ip " + unit.kind().name() + unit.settings().asArguments() + layers.asNames(only));
    IpPackage.write(ip, header.lines(), out);
    IpPackage.files(ip).keySet().forEach(name -> System.out.println(out.resolve(name)));
    if (shared) {
      benches.forEach((name, layer) -> {
        Path file = out.resolve("constants").resolve(name + ".csv");
        AtomicFile.write(file, LoadFormat.of(layer.config()).csv());
        System.out.println(file);
      });
    }
    if (area != null) {
      System.out.println(WrapperArea.of(ip, Target.named(area)).text());
    }
    return 0;
  }
}
