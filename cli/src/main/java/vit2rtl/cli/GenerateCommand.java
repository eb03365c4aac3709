package vit2rtl.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.bench.UnitBench;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.AtomicFile;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.units.LoadFormat;
import vit2rtl.units.Setting;

/** {@code generate}: RTL of one unit, or of a whole network. */
@Command(name = "generate", mixinStandardHelpOptions = true, footer = TensorFiles.SEE,
    subcommands = GenerateNetworkCommand.class,
    description = "Writes the RTL of one unit, or of a whole network; of a unit, with --model, of every layer that it"
        + " computes, a folder each; with --set tables=loadable too, of one unit for all of them, and their constants.")
final class GenerateCommand implements Callable<Integer> {
  @Mixin
  private UnitArguments unit;

  @Mixin
  private LayerArguments layers;

  @Option(names = "--out", paramLabel = "DIR", description = "Folder to write into.")
  private Path out;

  @Option(names = "--language", defaultValue = "verilog",
      description = "verilog, systemverilog or vhdl. Default: ${DEFAULT-VALUE}.")
  private Language language;

  @Option(names = "--settings", description = "List the unit's settings instead.")
  private boolean listSettings;

  @Override
  public Integer call() {
    Outputs.folders(out);
    if (listSettings) {
      for (Setting s : unit.kind().settings()) {
        System.out.printf("%-12s %-10s %-28s %s%n", s.name(), s.standard(), s.allowed(), s.meaning());
      }
      return 0;
    }
    if (out == null) {
      throw new InputException("generate needs --out DIR, the folder to write into");
    }
    Map<String, UnitBench> benches = layers.benches(unit);
    if (layers.shareOneUnit(benches)) {
      write(out, "", benches.values().iterator().next());
      benches.forEach((name, bench) -> writeConstants(out.resolve(name + ".csv"), bench));
      return 0;
    }
    for (Map.Entry<String, UnitBench> layer : benches.entrySet()) {
      write(layers.isModel() ? out.resolve(layer.getKey()) : out, layer.getKey(), layer.getValue());
    }
    return 0;
  }

  private static void writeConstants(Path file, UnitBench bench) {
    AtomicFile.write(file, LoadFormat.of(bench.config()).csv());
    System.out.println(file + ": the layer's constants, one per cycle of the load port");
  }

  /** @param layer of the model; nothing for a unit of every layer */
  private void write(Path folder, String layer, UnitBench bench) {
    RtlDesign design = bench.elaborate(language);
    Path file = folder.resolve(design.topName() + "." + language.extension());
    String header = TextHeader.of(language,
        "unit " + unit.kind().name() + (layers.isModel() && !layer.isEmpty() ? ", layer " + layer : ""),
        unit.kind().name() + unit.settings().asArguments() + layers.asNames(layer));
    AtomicFile.write(file, header + design.text());
    System.out.printf("%s: %d lines, %d elements per row, %d per cycle, latency %d cycles%n", file,
        design.text().lines().count(), bench.rowLength(), bench.lanes(), bench.statedLatency());
    for (Port port : design.ports()) {
      System.out.printf("  %-4s %-16s %3d bits%s  %s to %s%n", port.direction().toString().toLowerCase(), port.name(),
          port.width(), port.signed() ? " signed" : "", port.min(), port.max());
    }
  }
}
