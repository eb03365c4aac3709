package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class FiguresTest {
  @TempDir
  Path folder;

  @Test
  void drawsEveryLayerNormTheHistogramAndAMapForEachHead() throws Exception {
    CliRun run = CliRun.of("figures", "--checkpoint", "embedded", "--limit", "2", "--out", folder.toString());
    assertEquals(0, run.exit(), run.err());
    assertTrue(run.out().startsWith("16 pictures of embedded vit_micro_fashion_mnist.safetensors on 2 images: "), run.out());
    List<Path> pictures;
    try (Stream<Path> files = Files.list(folder)) {
      pictures = files.filter(f -> f.toString().endsWith(".svg")).toList();
    }
    assertEquals(13 + 1 + 2, pictures.size());
    String page = Files.readString(folder.resolve("index.html"));
    for (Path picture : pictures) {
      assertTrue(page.contains(picture.getFileName().toString()));
    }
    String ranges = Files.readString(folder.resolve("channel-ranges-blocks.2.norm2.svg"));
    int factors = ranges.split("α = ", -1).length - 1;
    assertEquals(1 + 64 + factors, count("channel-ranges-blocks.2.norm2.svg", "rect"));
    // The image, float, three widths of two codings, and the bar of colours.
    assertEquals(1 + 1 + 3 * 2 + 1, count("attention-map-block5-head1.svg", "image"));
    assertEquals(1 + 2 * 16, count("attention-histogram.svg", "rect"));
  }

  @Test
  void drawsAnIntegerModelWithItsOwnFactors() throws Exception {
    Path model = folder.resolve("m.safetensors");
    assertEquals(0, CliRun.of("quantize", "--checkpoint", "embedded", "--calibration", "embedded", "--limit", "4", "--ptf",
        "off", "--out", model.toString()).exit());
    CliRun run = CliRun.of("figures", "--model", model.toString(), "--limit", "2", "--out", folder.toString());
    assertEquals(0, run.exit(), run.err());
    String ranges = Files.readString(folder.resolve("channel-ranges-norm.svg"));
    assertTrue(ranges.contains("α = 0 (64)"), "without PTF every channel has the factor 1");
    // And the model's own codes beside uniform ones of as many bits.
    assertEquals(1 + 1 + 3 * 2 + 1 + 2, count("attention-map-block5-head0.svg", "image"));
  }

  @Test
  void refusesWhatIsNotThere() {
    String out = folder.toString();
    assertEquals("vit2rtl: figures needs either --model M.safetensors, an integer model, or --checkpoint F.safetensors, a float"
        + " model, or the word 'embedded'",
        error("figures", "--out", out));
    assertEquals("vit2rtl: --image 2; allowed: 0 to 1, the images opened",
        error("figures", "--checkpoint", "embedded", "--limit", "2", "--image", "2", "--out", out));
    assertEquals("vit2rtl: attention map of block 5, head 2; allowed: blocks 0 to 5, heads 0 to 1",
        error("figures", "--checkpoint", "embedded", "--limit", "2", "--head", "2", "--out", out));
    assertEquals("vit2rtl: --mean none; needed: a number, or one for each channel separated by commas",
        error("figures", "--checkpoint", "embedded", "--mean", "none", "--out", out));
  }

  private static String error(String... arguments) {
    CliRun run = CliRun.of(arguments);
    assertEquals(2, run.exit(), run.err());
    return run.err().lines().findFirst().orElse("");
  }

  private int count(String file, String element) throws Exception {
    Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(folder.resolve(file).toFile());
    return svg.getElementsByTagName(element).getLength();
  }
}
