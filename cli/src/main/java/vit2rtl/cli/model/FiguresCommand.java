package vit2rtl.cli.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.cli.arguments.CheckpointArguments;
import vit2rtl.cli.arguments.ImageArguments;
import vit2rtl.cli.figures.NetworkPictures;
import vit2rtl.cli.output.Outputs;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.ImageFormat;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.io.AtomicFile;
import vit2rtl.golden.network.IntegerNetwork;
import vit2rtl.golden.network.ModelFile;
import vit2rtl.golden.vit.Checkpoint;

/** {@code figures}: the paper's pictures of one's own network and images. */
@Command(name = "figures", mixinStandardHelpOptions = true,
    description = "Draws the channel ranges of every LayerNorm input with their factors, the spread of attention values"
        + " over uniform and log2 codes, and attention maps at 8, 6 and 4 bits, as SVG with one page that shows them.")
public final class FiguresCommand implements Callable<Integer> {
  private static final int USUAL_IMAGES = 64;

  @Option(names = "--model", paramLabel = "M.safetensors",
      description = "Integer model, as quantize writes it: its activations and its factors.")
  private Path model;

  @Mixin
  private CheckpointArguments checkpoint;

  @Mixin
  private ImageArguments data;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write into.")
  private Path out;

  @Option(names = "--image", paramLabel = "I", defaultValue = "0",
      description = "Which image the attention maps are of. Default: ${DEFAULT-VALUE}, the first.")
  private int image;

  @Option(names = "--block", paramLabel = "B", description = "Which block they are of. Default: the last.")
  private Integer block;

  @Option(names = "--head", paramLabel = "H", description = "Which head. Default: all of them.")
  private Integer head;

  @Override
  public Integer call() {
    Outputs.folders(out);
    if (checkpoint.given() == (model != null)) {
      throw new InputException("figures needs either --model M.safetensors, an integer model, or --checkpoint"
          + " F.safetensors, a float model, or the word 'embedded'");
    }
    return model == null ? drawFloat(checkpoint.open()) : drawInteger(ModelFile.any(model).network());
  }

  private int drawFloat(Checkpoint network) {
    Images images = images(network.imageFormat());
    try (ProgressBar bar = Progress.bar("activations", images.size())) {
      return draw(network.file(), NetworkPictures.watch(network, images, bar::stepTo), images,
          Optional.empty());
    }
  }

  private int drawInteger(IntegerNetwork network) {
    Images images = images(network.model().imageFormat());
    try (ProgressBar bar = Progress.bar("activations", images.size())) {
      return draw(model.toString(), NetworkPictures.watch(network, images, bar::stepTo), images,
          Optional.of(network));
    }
  }

  private Images images(ImageFormat format) {
    Images images = data.open(format, USUAL_IMAGES);
    if (image < 0 || image >= images.size()) {
      throw new InputException("--image " + image + "; allowed: 0 to " + (images.size() - 1) + ", the images opened");
    }
    return images;
  }

  private int draw(String name, NetworkPictures pictures, Images images, Optional<IntegerNetwork> network) {
    List<String> files = draw(pictures, images, network);
    AtomicFile.write(out.resolve("index.html"), page(name, images, files));
    System.out.printf("%d pictures of %s on %d images: %s%n", files.size(), name, images.size(),
        out.resolve("index.html"));
    return 0;
  }

  private List<String> draw(NetworkPictures pictures, Images images, Optional<IntegerNetwork> network) {
    List<String> files = new ArrayList<>();
    int mapBlock = block == null ? pictures.blocks() - 1 : block;
    int firstHead = head == null ? 0 : head;
    int lastHead = head == null ? pictures.heads(Math.max(0, Math.min(pictures.blocks() - 1, mapBlock))) - 1 : head;
    for (int h = firstHead; h <= lastHead; h++) {
      write(files, "attention-map-block" + mapBlock + "-head" + h,
          pictures.attentionMaps(images.image(image), mapBlock, h, network));
    }
    write(files, "attention-histogram", pictures.attentionHistogram(4));
    for (String norm : pictures.norms()) {
      write(files, "channel-ranges-" + norm, pictures.channelRanges(norm));
    }
    return files;
  }

  private void write(List<String> files, String name, String svg) {
    AtomicFile.write(out.resolve(name + ".svg"), svg);
    files.add(name + ".svg");
  }

  private static String heading(String file) {
    return file.startsWith("attention-map") ? "Attention maps"
        : file.startsWith("attention-histogram") ? "Attention values and codes"
        : "Channels of LayerNorm inputs";
  }

  private static String page(String name, Images images, List<String> files) {
    StringBuilder html = new StringBuilder(
        "<!doctype html>\n<meta charset=\"utf-8\">\n<title>vit2rtl figures</title>\n<style>body { font-family: sans-serif;"
            + " margin: 1em } img { width: 100% }</style>\n<h1>Figures</h1>\n");
    html.append("<p>").append(name.replace("&", "&amp;").replace("<", "&lt;")).append(", ").append(images.size())
        .append(" images\n");
    String group = "";
    for (String file : files) {
      if (!heading(file).equals(group)) {
        group = heading(file);
        html.append("<h2>").append(group).append("</h2>\n");
      }
      html.append("<p><img src=\"").append(file).append("\" alt=\"").append(file).append("\">\n");
    }
    return html.toString();
  }
}
