package vit2rtl.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.rtl.Accelerator;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.inspect.Inspection;

/** {@code inspect network}: what the accelerator of a network consists of, without synthesis. */
@Command(name = "network", mixinStandardHelpOptions = true,
    description = "Shows what the accelerator of a whole network consists of: instances, ports, adders, multipliers and"
        + " memories; with --out, block diagrams of its modules as SVG.")
final class InspectNetworkCommand implements Callable<Integer> {
  @Mixin
  private NetworkArguments network;

  @Option(names = "--out", paramLabel = "DIR", description = "Folder for the block diagrams, one SVG per module.")
  private Path out;

  @Override
  public Integer call() {
    Outputs.folders(out);
    AcceleratorConfig config = network.config(network.model());
    Design<Accelerator> design = Hdl.design(() -> new Accelerator(config));
    System.out.println(network.heading(config));
    System.out.print(Inspection.of(design));
    if (out != null) {
      InspectCommand.draw(out, design);
    }
    return 0;
  }
}
