package vit2rtl.golden.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.ResizeAndCrop.Edges;
import vit2rtl.golden.data.ResizeAndCrop.Margin;

/** Images of other sizes, against what Pillow makes of them ({@code resize_vectors.py}). */
@Execution(ExecutionMode.CONCURRENT)
class ResizingTest {

  static Stream<JsonNode> vectors() throws IOException {
    try (InputStream in = ResizingTest.class.getResourceAsStream("/vit2rtl/pillow/resize_vectors.json")) {
      List<JsonNode> cases = new ArrayList<>();
      new ObjectMapper().readTree(in).path("cases").forEach(cases::add);
      return cases.stream();
    }
  }

  /** The script's image of a seed. */
  private static Image image(long seed, int channels, int height, int width) {
    byte[] pixels = new byte[channels * height * width];
    long state = seed;
    for (int i = 0; i < pixels.length; i++) {
      state = (state * 1103515245 + 12345) % (1L << 31);
      int value = (int) (state >> 16 & 255);
      pixels[i] = (byte) (seed % 2 == 1 ? value : 255 * (value >> 7));
    }
    return new Image(channels, height, width, pixels);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void equalToPillow(JsonNode c) throws NoSuchAlgorithmException {
    Image image = image(c.path("seed").asLong(), c.path("channels").asInt(), c.path("height").asInt(), c.path("width").asInt());
    ResizeFilter filter = ResizeFilter.valueOf(c.path("filter").asText());
    Image result = c.has("crop") ? new ResizeAndCrop(Edges.valueOf(c.path("edges").asText()), c.path("size").asInt(), filter,
        c.path("crop").asInt(), Margin.valueOf(c.path("margin").asText()), "test").fit(image, c.path("crop").asInt())
        : Resampler.resize(image, c.path("toHeight").asInt(), c.path("toWidth").asInt(), filter);
    if (c.has("pixels")) {
      byte[] expected = new byte[c.path("pixels").size()];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = (byte) c.path("pixels").get(i).asInt();
      }
      assertArrayEquals(expected, result.pixels());
    }
    assertEquals(c.path("sha256").asText(),
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(result.pixels())));
  }

  @Test
  void imagesOfTheModelsSizeStayAsTheyAre() {
    Image image = image(1, 3, 8, 8);
    for (Resizing how : List.of(Resizing.UNSTATED, new UnknownResizing("nobody can"),
        new ResizeAndCrop(Edges.SHORTER, 9, ResizeFilter.BICUBIC, 8, Margin.EVEN, "config.json"))) {
      assertSame(image, how.fit(image, 8));
    }
  }

  @Test
  void whatCannotBeDoneIsRefused() {
    Image image = image(1, 1, 6, 9);
    assertEquals("an image of 9x6 pixels for a model that takes 4x4: config.json states a border",
        error(new UnknownResizing("config.json states a border"), image, 4));
    ResizeAndCrop how = new ResizeAndCrop(Edges.BOTH, 5, ResizeFilter.BOX, 5, Margin.DOWN, "preprocessor_config.json");
    assertEquals("an image of 9x6 pixels for a model that takes 4x4: preprocessor_config.json makes images of 5x5; resize them"
        + " before, or state --crop-pct", error(how, image, 4));
    assertEquals("an image of 1x60000 pixels is too narrow: resized as a.json says it has 248x14880000; allowed: up to"
        + " 67108864 pixels", error(new ResizeAndCrop(Edges.SHORTER, 248, ResizeFilter.BOX, 224, Margin.DOWN, "a.json"),
        image(1, 1, 60000, 1), 224));
    assertTrue(assertThrows(InputException.class, () -> new ResizeAndCrop(Edges.BOTH, 5, ResizeFilter.BOX, 6, Margin.DOWN,
        "a.json")).getMessage().startsWith("a.json resizes images to 5 pixels and crops them to 6"));
  }

  @Test
  void saysWhatIsDone() {
    assertEquals("resized as config.json says: the shorter edge to 248 pixels (bicubic), then the middle 224x224",
        new ResizeAndCrop(Edges.SHORTER, 248, ResizeFilter.BICUBIC, 224, Margin.EVEN, "config.json").description(224));
    assertEquals("resized as p.json says: both edges to 224 pixels (bilinear)",
        new ResizeAndCrop(Edges.BOTH, 224, ResizeFilter.BILINEAR, 224, Margin.DOWN, "p.json").description(224));
  }

  private static String error(Resizing how, Image image, int side) {
    return assertThrows(InputException.class, () -> how.fit(image, side)).getMessage();
  }
}
