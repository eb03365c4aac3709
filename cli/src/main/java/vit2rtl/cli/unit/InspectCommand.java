package vit2rtl.cli.unit;

import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.bench.UnitBench;
import vit2rtl.cli.arguments.LayerArguments;
import vit2rtl.cli.arguments.UnitArguments;
import vit2rtl.cli.model.InspectCheckpointCommand;
import vit2rtl.cli.network.InspectNetworkCommand;
import vit2rtl.cli.output.Diagrams;
import vit2rtl.cli.output.Outputs;
import vit2rtl.golden.io.AtomicFile;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.inspect.BlockDiagram;
import vit2rtl.hdl.inspect.Inspection;
import vit2rtl.hdl.rtl.Language;

/** {@code inspect}: what a unit consists of, without synthesis. */
@Command(name = "inspect", mixinStandardHelpOptions = true,
    subcommands = {InspectNetworkCommand.class, InspectCheckpointCommand.class},
    description = "Shows what one unit consists of: instances, ports, adders, multipliers and memories; with --out,"
        + " block diagrams of its modules as SVG. With --model, of every layer that the unit computes.")
public final class InspectCommand implements Callable<Integer> {
  @Mixin
  private UnitArguments unit;

  @Mixin
  private LayerArguments layers;

  @Option(names = "--out", paramLabel = "DIR", description = "Folder for the block diagrams, one SVG per module.")
  private Path out;

  @Override
  public Integer call() {
    Outputs.folders(out);
    for (Map.Entry<String, UnitBench> layer : layers.benches(unit).entrySet()) {
      Design<?> design = layer.getValue().unit(Language.VERILOG);
      if (layers.isModel()) {
        System.out.println(layer.getKey());
      }
      System.out.print(Inspection.of(design));
      if (out != null) {
        Diagrams.draw(layers.isModel() ? out.resolve(layer.getKey()) : out, design);
      }
    }
    return 0;
  }
}
