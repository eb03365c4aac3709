package vit2rtl.golden.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
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
 * are logarithmic; left to itself, the simulation names the same class for 99 % of the images of the embedded model,
 * and for fewer of ViT-Tiny's.
 */
class Float64SimulationTest {
  private static final double WITHIN_ONE = 0.995;
  private static final double AGREEMENT = 0.99;
  /**
   * What ViT-Tiny reaches instead of 99 %. LayerNorm's codes differ from a real root's in 60 to 150 of 900,000 places of
   * an image and nothing else does (but for six places of half-step attention's 1/√2); 8-bit roundings spread each
   * difference through twelve blocks, until most codes of the last one differ: two draws of one quantisation noise. The
   * paper's recipe, whose noise is the greater, then names another class for every third image. The figures are the
   * lower ends of 95 % intervals of 98 and 68 of 100 images.
   */
  private static final double WIDE_ON_TINY = 0.93;
  private static final double PAPER_ON_TINY = 0.58;
  /**
   * With the same exponential nearly all codes are the same ones: LayerNorm's are to a fraction of a per cent, all others
   * are the same but for a last bit of the double. A wrong rounding shows here first.
   */
  private static final double EQUAL = 0.9999;
  private static final double EQUAL_NORM = 0.99;
  /** Half-step attention's 1/√2 has 16 bits and moves single codes. */
  private static final double EQUAL_CONTEXT = 0.9995;
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

  static List<QuantizeOptions> withoutHalfSteps() {
    return options().stream().filter(options -> options.attention() != AttentionCoding.LOGSQRT2).toList();
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

  /**
   * With LayerNorm's integers in it the simulation goes its own way through the network and arrives at the integer
   * network's codes, all of them, in every tensor. Half-step attention is left out: its 1/√2 of 16 bits moves single
   * codes.
   */
  @ParameterizedTest
  @MethodSource("withoutHalfSteps")
  void nothingButLayerNormDiffers(QuantizeOptions options) {
    same(Quantizer.compile(EmbeddedModel.checkpoint(), CALIBRATION, options), EmbeddedModel.testImages().first(4));
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
    QuantizedVit model = Quantizer.compile(checkpoint, CALIBRATION, QuantizeOptions.of(recipe));
    double agreement = agreement(model, images);
    System.out.printf("%s, %d images: agreement %.4f%n", recipe, images.size(), agreement);
    assertTrue(agreement >= AGREEMENT, "agreement " + agreement);
  }

  @Test
  @Tag("sweep")
  void tinyModel() {
    VitCheckpoint checkpoint = VitCheckpoint.open(SharedFiles.require("models/vit_tiny_patch16_224.safetensors"));
    Images calibration = Datasets.open(SharedFiles.require("data/imagenet_calib256"), checkpoint.shape().imageFormat());
    Images images = Datasets.open(SharedFiles.require("data/imagenet_val1300"), checkpoint.shape().imageFormat());
    Calibration seen = Calibration.run(checkpoint, calibration.first(64), done -> { });
    for (Recipe recipe : Recipe.values()) {
      QuantizedVit model = Quantizer.compile(checkpoint, seen, QuantizeOptions.of(recipe));
      check(model, images.first(2), Float64Attention.Exp.PARABOLA);
      if (QuantizeOptions.of(recipe).attention() != AttentionCoding.LOGSQRT2) {
        same(model, images.first(2));
      }
      double agreement = agreement(model, images.first(400));
      System.out.printf("ViT-Tiny, %s: agreement %.4f%n", recipe, agreement);
      double least = recipe == Recipe.WIDE ? WIDE_ON_TINY : PAPER_ON_TINY;
      assertTrue(agreement >= least, recipe + ": agreement " + agreement + "; at least " + least
          + " is known (not 0.99: LayerNorm's 17-bit root, see docs/quantisation.md)");
    }
  }

  /** The simulation with LayerNorm's integers in it has the integer network's codes in every tensor. */
  private static void same(QuantizedVit model, Images images) {
    for (int i = 0; i < images.size(); i++) {
      Map<String, double[]> simulated =
          Float64Simulation.whole(model, images.image(i), Float64Attention.Exp.PARABOLA, Float64Norm::integer);
      new IntegerVit(model).logits(images.image(i), (name, values, rows, columns) -> {
        if (simulated.containsKey(name)) {
          assertArrayEquals(Arrays.stream(values).asDoubleStream().toArray(), simulated.get(name), name);
        }
      });
    }
  }

  /** Share of images with the same likeliest class. */
  private static double agreement(QuantizedVit model, Images images) {
    IntegerVit integer = new IntegerVit(model);
    long same = IntStream.range(0, images.size()).parallel().filter(i -> {
      Image image = images.image(i);
      double[] logits =
          Float64Simulation.whole(model, image, Float64Attention.Exp.PARABOLA, Float64Norm::exact).get("logits");
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
      double equal = name.matches(".*norm[12]?") ? EQUAL_NORM
          : name.endsWith("attn.context") ? EQUAL_CONTEXT : EQUAL;
      boolean unequal = exp == Float64Attention.Exp.PARABOLA && count[0] >= ENOUGH && count[2] < equal * count[0];
      if (count[1] < WITHIN_ONE * count[0] || unequal) {
        far.add(String.format("%s: %d of %d within one, %d equal", name, count[1], count[0], count[2]));
      }
    });
    assertTrue(far.isEmpty(), model.origin() + " " + far);
  }
}
