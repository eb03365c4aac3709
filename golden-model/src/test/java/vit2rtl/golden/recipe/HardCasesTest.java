package vit2rtl.golden.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vit2rtl.golden.InputException;
import vit2rtl.golden.compare.Quality;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.eval.Ranking;
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.models.SyntheticVit;
import vit2rtl.golden.quant.Method;
import vit2rtl.golden.vit.FloatVit;
import vit2rtl.golden.vit.VitCheckpoint;

/** What a new user tries: channels without signal, outliers, rows and images without structure. */
class HardCasesTest {
  private static final SyntheticVit.Sizes SIZES = new SyntheticVit.Sizes(12, 4, 1, 24, 2, 3, 40, 7, 1, true);
  private static final int CHANNEL = 5;

  private static SyntheticVit vit() {
    return new SyntheticVit(31, SIZES);
  }

  private static Images images(long seed) {
    return SyntheticVit.images(seed, 16, 1, 12);
  }

  /** Logits against the float network's, as the share of their energy that is error. */
  private static double noise(VitCheckpoint checkpoint, QuantizedVit model, Images images) {
    FloatVit reference = new FloatVit(checkpoint);
    IntegerVit integer = new IntegerVit(model);
    double error = 0;
    double power = 0;
    for (int i = 0; i < images.size(); i++) {
      float[] expected = reference.logits(images.image(i));
      int[] actual = integer.logits(images.image(i));
      for (int k = 0; k < expected.length; k++) {
        error += Math.pow(model.grids().get("logits").value(actual[k], k) - expected[k], 2);
        power += expected[k] * expected[k];
      }
    }
    return error / power;
  }

  @ParameterizedTest
  @EnumSource(Recipe.class)
  void aChannelThatIsAlwaysZero(Recipe recipe) {
    SyntheticVit vit = vit();
    for (String name : List.of("cls_token", "pos_embed", "patch_embed.proj.weight", "patch_embed.proj.bias",
        "blocks.0.attn.proj.weight", "blocks.0.attn.proj.bias", "blocks.0.mlp.fc2.weight", "blocks.0.mlp.fc2.bias",
        "blocks.1.attn.proj.weight", "blocks.1.attn.proj.bias", "blocks.1.mlp.fc2.weight", "blocks.1.mlp.fc2.bias")) {
      silence(vit.tensor(name), name.endsWith("weight") ? vit.tensor(name).length / SIZES.width() : 1,
          name.equals("cls_token") || name.equals("pos_embed"));
    }
    VitCheckpoint checkpoint = vit.checkpoint();
    QuantizedVit model = Quantizer.quantize(checkpoint, images(32), QuantizeOptions.of(recipe), done -> { });
    assertTrue(noise(checkpoint, model, images(33)) < 0.1);
  }

  /** Zeroes everything that feeds one channel of the stream. */
  private static void silence(float[] values, int row, boolean perToken) {
    if (perToken) {
      for (int i = CHANNEL; i < values.length; i += SIZES.width()) {
        values[i] = 0;
      }
    } else {
      Arrays.fill(values, CHANNEL * row, (CHANNEL + 1) * row, 0);
    }
  }

  @ParameterizedTest
  @EnumSource(Recipe.class)
  void aHugeOutlierChannel(Recipe recipe) {
    SyntheticVit vit = vit();
    float[] positions = vit.tensor("pos_embed");
    for (int i = CHANNEL; i < positions.length; i += SIZES.width()) {
      positions[i] = 1e4f;
    }
    VitCheckpoint checkpoint = vit.checkpoint();
    QuantizedVit model = Quantizer.quantize(checkpoint, images(34), QuantizeOptions.of(recipe), done -> { });
    double noise = noise(checkpoint, model, images(35));
    assertTrue(Double.isFinite(noise) && noise < 2, "noise " + noise);
  }

  private static Quality quality(SyntheticVit vit, Recipe recipe) {
    VitCheckpoint checkpoint = vit.checkpoint();
    QuantizedVit model = Quantizer.quantize(checkpoint, images(34), QuantizeOptions.of(recipe), done -> { });
    return Quality.of(checkpoint, new IntegerVit(model), images(39), done -> { });
  }

  /** One value a million times the others, wherever it stands: little is lost, or the place and the channel are said. */
  @ParameterizedTest
  @EnumSource(Recipe.class)
  void anOutlierCostsLittleOrIsNamed(Recipe recipe) {
    double usual = quality(vit(), recipe).agreement();
    for (String name : List.of("blocks.0.norm1.weight", "blocks.1.norm2.weight", "norm.weight", "blocks.0.attn.qkv.bias",
        "blocks.0.attn.proj.weight", "blocks.1.mlp.fc1.weight", "blocks.1.mlp.fc2.weight", "pos_embed", "head.weight")) {
      SyntheticVit vit = vit();
      vit.tensor(name)[CHANNEL] = 1e6f;
      Quality quality = quality(vit, recipe);
      assertTrue(quality.agreement() >= 0.95 * usual || quality.warnings().stream().anyMatch(warning ->
              warning.contains(name + "[" + CHANNEL + "] is 1000000.0")
                  || warning.matches("what is lost is lost first in [a-z0-9_.]+: .*, most in channel \\d+.*")),
          name + ": " + quality);
    }
  }

  /** The wide stream has one grid, which an outlier far behind makes too coarse for what lies before it. */
  @Test
  void theLossIsSaidWithWhatCausedIt() {
    SyntheticVit vit = vit();
    vit.tensor("blocks.1.norm2.weight")[CHANNEL] = 1e7f;
    Quality quality = quality(vit, Recipe.WIDE);
    assertTrue(quality.warnings().stream().anyMatch(warning -> warning.matches("what is lost is lost first in embed: its"
        + " codes err by \\d+ % of what it carries, most in channel \\d+; the greatest value on its grid is"
        + " [0-9.]+e\\+\\d+, in channel \\d+ of blocks\\.1\\.out")), quality.toString());
  }

  @ParameterizedTest
  @EnumSource(AttentionCoding.class)
  void attentionThatIsUniform(AttentionCoding coding) {
    SyntheticVit vit = vit();
    for (int block = 0; block < 2; block++) {
      Arrays.fill(vit.tensor("blocks." + block + ".attn.qkv.weight"), 0, SIZES.width() * SIZES.width(), 0);
      Arrays.fill(vit.tensor("blocks." + block + ".attn.qkv.bias"), 0, SIZES.width(), 0);
    }
    VitCheckpoint checkpoint = vit.checkpoint();
    QuantizedVit model = Quantizer.quantize(checkpoint, images(36),
        QuantizeOptions.of(Recipe.WIDE).withAttention(coding, 5), done -> { });
    assertTrue(noise(checkpoint, model, images(37)) < 0.1);
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void constantImages(Method method) {
    List<Image> black = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      black.add(new Image(1, 12, 12, new byte[144]));
    }
    VitCheckpoint checkpoint = vit().checkpoint();
    for (Recipe recipe : Recipe.values()) {
      QuantizedVit model = Quantizer.quantize(checkpoint, SyntheticVit.of(black),
          QuantizeOptions.of(recipe).withMethod(method), done -> { });
      Image image = black.get(0);
      assertEquals(Ranking.best(new FloatVit(checkpoint).logits(image), 1)[0], new IntegerVit(model).best(image, 1)[0]);
      new IntegerVit(model).logits(images(38).image(0));
    }
  }

  @Test
  void noImageIsRefused() {
    assertEquals("there is no image to calibrate with; needed: at least one",
        assertThrows(InputException.class, () -> Quantizer.quantize(vit().checkpoint(), SyntheticVit.of(List.of()),
            QuantizeOptions.of(Recipe.WIDE), done -> { })).getMessage());
  }

  @Test
  void unknownSettingsAndWidthsAreRefused() {
    assertTrue(assertThrows(InputException.class, () -> new Tuning(Map.of("kk", 3.0))).getMessage()
        .startsWith("there is no quantisation setting 'kk'; allowed: bias-correction, "));
    assertEquals("--attention-bits is 9; allowed: 4 to 8", assertThrows(InputException.class,
        () -> QuantizeOptions.of(Recipe.WIDE).withAttention(AttentionCoding.LOG2, 9)).getMessage());
  }
}
