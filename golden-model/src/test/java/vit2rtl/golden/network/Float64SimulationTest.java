package vit2rtl.golden.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import vit2rtl.golden.SharedFiles;
import vit2rtl.golden.data.Datasets;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.eval.Ranking;
import vit2rtl.golden.recipe.AttentionCoding;
import vit2rtl.golden.recipe.Calibration;
import vit2rtl.golden.recipe.Ptf;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.vit.EmbeddedModel;
import vit2rtl.golden.vit.VitCheckpoint;

/**
 * The integer network against the float64 simulation of the same graph. Fed with the integer network's own codes, every
 * tensor is within one code for 99.5 % of its elements, with the exact exponential in place of i-exp too wherever codes
 * are logarithmic; left to itself, the simulation names the same class for 99 % of the images of the embedded model.
 */
class Float64SimulationTest {
  private static final double WITHIN_ONE = 0.995;
  private static final double AGREEMENT = 0.99;
  private static final double PAPER_ON_TINY = 0.97;
  /**
   * With the same exponential nearly all codes are the same ones: LayerNorm's are to a fraction of a per cent, all others
   * are the same but for a last bit of the double. A wrong rounding shows here first.
   */
  private static final double EQUAL = 0.9999;
  private static final double EQUAL_NORM = 0.99;
  /** Elements from which on a share of equal ones says something. */
  private static final int ENOUGH = 5000;
  private static final Calibration CALIBRATION =
      Calibration.run(EmbeddedModel.checkpoint(), EmbeddedModel.calibrationImages().first(64), done -> { });

  static List<QuantizeOptions> options() {
    QuantizeOptions wide = QuantizeOptions.of(Recipe.WIDE);
    QuantizeOptions paper = QuantizeOptions.of(Recipe.FQVIT);
    return List.of(wide, wide.withAttention(AttentionCoding.LOG2, 4), wide.withAttention(AttentionCoding.LOGSQRT2, 8),
        paper, paper.withAttention(AttentionCoding.LOG2, 8), paper.withAttention(AttentionCoding.UNIFORM, 8),
        paper.withPtf(Ptf.OFF));
  }

  @ParameterizedTest
  @MethodSource("options")
  void embeddedModel(QuantizeOptions options) {
    QuantizedVit model = Quantizer.compile(EmbeddedModel.checkpoint(), CALIBRATION, options);
    check(model, EmbeddedModel.testImages().first(2), Float64Attention.Exp.PARABOLA);
    if (options.attention() != AttentionCoding.UNIFORM) {
      check(model, EmbeddedModel.testImages().first(2), Float64Attention.Exp.EXACT);
    }
    assertTrue(agreement(model, EmbeddedModel.testImages().first(16)) >= 15 / 16.0);
  }

  @ParameterizedTest
  @MethodSource("options")
  @Tag("sweep")
  void embeddedModelOnEveryEmbeddedImage(QuantizeOptions options) {
    QuantizedVit model = Quantizer.compile(EmbeddedModel.checkpoint(), CALIBRATION, options);
    double agreement = agreement(model, EmbeddedModel.testImages());
    assertTrue(agreement >= AGREEMENT, "agreement " + agreement);
  }

  @ParameterizedTest
  @EnumSource(Recipe.class)
  @Tag("sweep")
  void embeddedModelOnAllOfFashionMnist(Recipe recipe) {
    VitCheckpoint checkpoint = EmbeddedModel.checkpoint();
    Images images = Datasets.open(SharedFiles.require("data/fashion_mnist"), checkpoint.shape().imageFormat());
    double agreement = agreement(Quantizer.compile(checkpoint, CALIBRATION, QuantizeOptions.of(recipe)), images);
    System.out.printf("%s, %d images: agreement %.4f%n", recipe, images.size(), agreement);
    assertTrue(agreement >= AGREEMENT, "agreement " + agreement);
  }

  @Test
  @Tag("sweep")
  void tinyModel() {
    VitCheckpoint checkpoint = VitCheckpoint.open(SharedFiles.require("models/vit_tiny_patch16_224.safetensors"));
    Images calibration = Datasets.open(SharedFiles.require("data/imagenet_calib256"), checkpoint.shape().imageFormat());
    Images images = Datasets.open(SharedFiles.require("data/imagenet_val1300"), checkpoint.shape().imageFormat());
    Calibration seen = Calibration.run(checkpoint, calibration.first(32), done -> { });
    for (Recipe recipe : Recipe.values()) {
      QuantizedVit model = Quantizer.compile(checkpoint, seen, QuantizeOptions.of(recipe));
      check(model, images.first(2), Float64Attention.Exp.PARABOLA);
      double agreement = agreement(model, images.first(100));
      System.out.printf("ViT-Tiny, %s: agreement %.4f%n", recipe, agreement);
      assertTrue(agreement >= (recipe == Recipe.WIDE ? AGREEMENT : PAPER_ON_TINY), recipe + ": agreement " + agreement);
    }
  }

  /** Share of images with the same likeliest class. */
  private static double agreement(QuantizedVit model, Images images) {
    IntegerVit integer = new IntegerVit(model);
    long same = IntStream.range(0, images.size()).parallel().filter(i -> {
      Image image = images.image(i);
      double[] logits = Float64Simulation.whole(model, image, Float64Attention.Exp.PARABOLA).get("logits");
      float[] scores = new float[logits.length];
      for (int c = 0; c < scores.length; c++) {
        scores[c] = (float) logits[c];
      }
      return Ranking.best(scores, 1)[0] == integer.best(image, 1)[0];
    }).count();
    return same / (double) images.size();
  }

  private static void check(QuantizedVit model, Images images, Float64Attention.Exp exp) {
    IntegerVit integer = new IntegerVit(model);
    Map<String, int[]> counts = new TreeMap<>();
    for (int i = 0; i < images.size(); i++) {
      Map<String, int[]> actual = new HashMap<>();
      integer.logits(images.image(i), (name, values, rows, columns) -> actual.put(name, values.clone()));
      Float64Simulation.stepwise(model, images.image(i), actual, exp).forEach((name, expected) -> {
        int[] found = actual.get(name);
        assertEquals(expected.length, found.length, name);
        int[] count = counts.computeIfAbsent(name, n -> new int[3]);
        for (int e = 0; e < found.length; e++) {
          double off = Math.abs(found[e] - expected[e]);
          count[0]++;
          count[1] += off <= 1 ? 1 : 0;
          count[2] += off == 0 ? 1 : 0;
        }
      });
    }
    List<String> far = new ArrayList<>();
    counts.forEach((name, count) -> {
      double equal = name.matches(".*norm[12]?") ? EQUAL_NORM : EQUAL;
      boolean unequal = exp == Float64Attention.Exp.PARABOLA && count[0] >= ENOUGH && count[2] < equal * count[0];
      if (count[1] < WITHIN_ONE * count[0] || unequal) {
        far.add(String.format("%s: %d of %d within one, %d equal", name, count[1], count[0], count[2]));
      }
    });
    assertTrue(far.isEmpty(), model.origin() + " " + far);
  }
}
