package vit2rtl.cli.unit;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vit2rtl.bench.network.NetworkSites;
import vit2rtl.bench.network.Site;
import vit2rtl.cli.arguments.ImageArguments;
import vit2rtl.cli.arguments.TensorFiles;
import vit2rtl.cli.output.Outputs;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.network.IntegerNetwork;
import vit2rtl.golden.network.ModelFile;
import vit2rtl.units.UnitKinds;

/** {@code extract}: a layer of a model, with the rows that reach it, as a file of tensors. */
@Command(name = "extract", mixinStandardHelpOptions = true,
    description = "Writes a layer of a quantised model and the rows that some images bring there as a file of tensors,"
        + " for exec, verify and the board commands.", footer = TensorFiles.SEE)
public final class ExtractCommand implements Callable<Integer> {
  private static final int IMAGES = 4;

  @Parameters(index = "0", paramLabel = "UNIT", description = "layernorm, softmax or ptf.")
  private String unit;

  @Option(names = "--model", required = true, paramLabel = "M.safetensors", description = "Model, as quantize writes it.")
  private Path model;

  @Mixin
  private ImageArguments data;

  @Option(names = "--layer", required = true, paramLabel = "NAME",
      description = "The layer, for example blocks.0.norm1, or a head, blocks.0.attn.softmax[0].")
  private String layer;

  @Option(names = "--out", required = true, paramLabel = "F.safetensors", description = "Tensors to write.")
  private Path out;

  @Override
  public Integer call() {
    Outputs.files(out);
    String kind = UnitKinds.named(unit).name();
    IntegerNetwork network = ModelFile.any(model).network();
    Images images = data.open(network.model().imageFormat(), IMAGES);
    List<Site> sites;
    try (ProgressBar bar = Progress.bar("activations", images.size())) {
      sites = NetworkSites.of(network, images, 1, bar::stepTo).stream().filter(s -> s.unit().equals(kind)).toList();
    }
    Site site = sites.stream().filter(s -> s.name().equals(layer)).findFirst().orElseThrow(() ->
        new InputException(model + " has no layer '" + layer + "' that " + kind + " computes"
            + (sites.isEmpty() ? "" : "; it has " + sites.stream().map(Site::name).toList())));
    site.tensors().write(out);
    System.out.printf("%s: %d elements of %d images, written to %s%n", layer, site.rows().length, images.size(), out);
    System.out.println("use: ./vit2rtl verify " + kind + " --in " + out + site.settings());
    return 0;
  }
}
