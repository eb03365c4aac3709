package vit2rtl.cli.export;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.bench.accelerator.AcceleratorBench.Stalls;
import vit2rtl.bench.accelerator.NetworkVectors;
import vit2rtl.bench.vectors.VectorFolder;
import vit2rtl.cli.arguments.FirstImages;
import vit2rtl.cli.arguments.ImageArguments;
import vit2rtl.cli.arguments.NetworkArguments;
import vit2rtl.cli.output.Outputs;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.sim.icarus.VectorCheck;

/** {@code export vectors network}: images through the whole network, and their logits. */
@Command(name = "network", mixinStandardHelpOptions = true,
    description = "Writes the RTL of the whole network, constants and pixels of images, and the logits that must come out, in"
        + " the forms of 'export vectors'.")
public final class ExportNetworkVectorsCommand implements Callable<Integer> {
  @Mixin
  private NetworkArguments network;

  @Mixin
  private ImageArguments data;

  @Mixin
  private FirstImages images;

  @Option(names = "--seed", defaultValue = "1", description = "Of the stalls. Default: ${DEFAULT-VALUE}.")
  private int seed;

  @Option(names = "--out", paramLabel = "DIR", description = "Folder to write into.")
  private Path out;

  @Override
  public Integer call() {
    Outputs.folders(out);
    if (out == null) {
      throw new InputException("export vectors network needs --out DIR, the folder to write into");
    }
    images.require("export vectors network");
    QuantizedVit model = network.model();
    AcceleratorConfig config = network.config(model);
    List<Image> chosen = images.of(data, model.imageFormat());
    VectorCheck check = NetworkVectors.ofLogits(config, model, chosen, Stalls.random(seed));
    VectorFolder.write(check, "network " + NetworkArguments.accelerator(config) + network.asNames(), out);
    System.out.printf("%s: %d images, %d logits; bench.v for any Verilog simulator, test_vectors.py for cocotb%n", out,
        chosen.size(), check.expected().get(0).length);
    return 0;
  }
}
