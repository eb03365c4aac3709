package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.eval.Ranking;
import vit2rtl.golden.models.SyntheticVit;
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.network.ModelFile;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.sim.tool.Tools;

/** Files of images through a simulated board with a network of one's own. */
class BoardNetworkCommandTest {
  private static final int SIDE = 4;

  @TempDir
  Path folder;

  /** A grey file, which decodes to the image it was made of. */
  private Path file(Image image, int index) throws IOException {
    BufferedImage grey = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        grey.getRaster().setSample(x, y, 0, image.at(0, y, x));
      }
    }
    Path file = folder.resolve("image" + index + ".png");
    ImageIO.write(grey, "png", file.toFile());
    return file;
  }

  /** The network of NetworkBoardTest, whose simulation is shared. */
  @Test
  void imagesAreClassifiedAndComparedWithTheGoldenModel() throws IOException {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    QuantizedVit model = Quantizer.quantize(
        new SyntheticVit(7, new SyntheticVit.Sizes(SIDE, 2, 1, 8, 2, 2, 12, 5, 1, true)).checkpoint(),
        SyntheticVit.images(8, 4, 1, SIDE), QuantizeOptions.of(Recipe.WIDE), done -> { });
    Path file = folder.resolve("model.safetensors");
    ModelFile.write(model, file);
    List<Image> images = IntStream.range(0, 3).mapToObj(SyntheticVit.images(100, 3, 1, SIDE)::image).toList();
    List<String> arguments = new ArrayList<>(List.of("board", "simulate", "ulx3s-85f-network", "--divisor", "4",
        "--unit", "network", "--set", "network.macs=1", "--set", "network.lanes=1", "--model", file.toString(),
        "--image"));
    for (int i = 0; i < images.size(); i++) {
      arguments.add(file(images.get(i), i).toString());
    }
    CliRun run = CliRun.of(arguments.toArray(new String[0]));
    assertEquals(0, run.exit(), run.out() + run.err());
    List<String> lines = run.out().lines().toList();
    for (int i = 0; i < images.size(); i++) {
      int found = Ranking.best(new IntegerVit(model).logits(images.get(i)), 1)[0];
      assertTrue(lines.get(1 + i).matches(".*image" + i + "\\.png +" + found + " +\\d+"), run.out());
    }
    assertTrue(lines.get(4).contains("3 images, 15 logits, 0 mismatches, 0 requests repeated; "), run.out());
    assertTrue(lines.get(4).endsWith(" images/s at 50 MHz"), run.out());
  }

  @Test
  void whatDoesNotBelongTogetherIsRefusedInOneSentence() {
    refused("images for a board without a network; allowed: boards with one, or --unit network", "board", "simulate",
        "ulx3s", "--limit", "2");
    refused("for a board with layernorm, softmax; allowed: with a network on it", "board", "simulate", "ulx3s",
        "--model", "m.safetensors");
    refused("rows take --in and --out, with --unit and --set where needed; images take --image or --data", "board", "run",
        "--port", "p", "--in", "a", "--out", "b", "--image", "c.png");
    refused("a patience of 0 seconds; allowed: 1 to 3600", "board", "run", "--port", "p", "--patience", "0");
  }

  private static void refused(String part, String... arguments) {
    CliRun run = CliRun.of(arguments);
    assertEquals(2, run.exit(), run.err());
    assertTrue(run.err().contains(part), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
  }
}
