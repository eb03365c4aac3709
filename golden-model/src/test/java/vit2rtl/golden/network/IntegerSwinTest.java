package vit2rtl.golden.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vit2rtl.golden.InputException;
import vit2rtl.golden.SharedFiles;
import vit2rtl.golden.calibration.Calibration;
import vit2rtl.golden.checkpoint.CheckpointReader;
import vit2rtl.golden.data.Datasets;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.eval.Evaluation;
import vit2rtl.golden.eval.FloatClassifier;
import vit2rtl.golden.models.SyntheticSwin;
import vit2rtl.golden.models.SyntheticVit;
import vit2rtl.golden.ops.IntProducts;
import vit2rtl.golden.quant.Method;
import vit2rtl.golden.recipe.AttentionCoding;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.recipe.Tuning;
import vit2rtl.golden.swin.SwinCheckpoint;
import vit2rtl.golden.swin.Windows;
import vit2rtl.golden.vit.Checkpoint;
import vit2rtl.golden.vit.CheckpointOptions;

/** Swin in integers of both recipes: against the float64 simulation, the floats, its own file and its ranges. */
class IntegerSwinTest {
  private static final Images IMAGES = SyntheticVit.images(41, 6, 1, 16);
  private static SwinCheckpoint checkpoint;
  private static Calibration calibration;
  private static final Map<Recipe, QuantizedSwin> MODELS = new EnumMap<>(Recipe.class);

  @TempDir
  private Path folder;

  @BeforeAll
  static void quantise() {
    checkpoint = new SyntheticSwin(7, SyntheticSwin.SMALL).checkpoint();
    calibration = Calibration.run(checkpoint, SyntheticVit.images(40, 16, 1, 16), done -> { });
    for (Recipe recipe : Recipe.values()) {
      MODELS.put(recipe, compile(QuantizeOptions.of(recipe)));
    }
  }

  private static QuantizedSwin compile(QuantizeOptions options) {
    return (QuantizedSwin) Quantizer.compile((Checkpoint) checkpoint, calibration, options);
  }

  private static List<Image> list(Images images) {
    return IntStream.range(0, images.size()).mapToObj(images::image).toList();
  }

  @ParameterizedTest
  @EnumSource(Recipe.class)
  void theFloat64SimulationArrivesAtEveryCode(Recipe recipe) {
    Float64Comparison comparison =
        Float64Comparison.of(MODELS.get(recipe), list(IMAGES), Float64NormQuantisers::quantised);
    assertEquals(Map.of(), comparison.unequal(), comparison.toString());
    assertTrue(comparison.codes().keySet().containsAll(List.of("patch_embed", "layers.0.blocks.1.attn.scores",
        "layers.1.downsample.out", "pooled", "logits")), comparison.codes().keySet()::toString);
  }

  @Test
  void uniformAttentionIsTheSimulationsToo() {
    QuantizedSwin model = compile(QuantizeOptions.of(Recipe.WIDE).withAttention(AttentionCoding.UNIFORM, 8));
    assertEquals(Map.of(), Float64Comparison.of(model, list(IMAGES), Float64NormQuantisers::quantised).unequal());
  }

  @ParameterizedTest
  @EnumSource(Recipe.class)
  void integersFollowTheFloats(Recipe recipe) {
    QuantizedSwin model = MODELS.get(recipe);
    double error = 0;
    double power = 0;
    for (Image image : list(IMAGES)) {
      float[] expected = checkpoint.network().logits(image);
      int[] actual = model.network().logits(image);
      double mean = IntStream.range(0, expected.length).mapToDouble(k -> expected[k]).average().orElseThrow();
      for (int k = 0; k < expected.length; k++) {
        error += Math.pow(model.grids().get("logits").value(actual[k], k) - expected[k], 2);
        power += Math.pow(expected[k] - mean, 2);
      }
    }
    assertTrue(Math.sqrt(error / power) < (recipe == Recipe.WIDE ? 0.15 : 0.3), "relative error " + Math.sqrt(error / power));
  }

  @ParameterizedTest
  @EnumSource(Recipe.class)
  void theFileHoldsTheWholeModelAndItsRangesHold(Recipe recipe) {
    Path file = folder.resolve("swin.safetensors");
    ModelFile.write(MODELS.get(recipe), file);
    QuantizedModel read = ModelFile.any(file);
    assertEquals(MODELS.get(recipe), read);
    for (TensorRange tensor : RangeReport.of(read.network(), IMAGES, done -> { }).tensors()) {
      assertTrue(tensor.elements() > 0, tensor.name());
      assertTrue(tensor.proven().contains(tensor.observed()), tensor.toString());
      assertTrue(tensor.given().contains(tensor.proven()), tensor.toString());
    }
    String message = assertThrows(InputException.class, () -> ModelFile.read(file)).getMessage();
    assertTrue(message.startsWith(file + " is a Swin Transformer, for which there is no hardware"), message);
  }

  /** Keys that a query does not see have exactly no weight: the code of zero, and nothing they hold moves the result. */
  @ParameterizedTest
  @EnumSource(Recipe.class)
  void unseenKeysHaveExactlyNoWeight(Recipe recipe) {
    QuantizedSwin model = MODELS.get(recipe);
    Windows windows = model.shape().stages().get(0).windows(1);
    int[] zones = windows.zones();
    int n = windows.tokens();
    Map<String, int[]> seen = new HashMap<>();
    model.network().logits(IMAGES.image(0), (name, values, rows, columns) -> seen.put(name, values.clone()));
    int[] codes = seen.get("layers.0.blocks.1.attn.softmax");
    int zero = recipe == Recipe.WIDE ? 31 : 16;
    int unseen = 0;
    for (int i = 0; i < codes.length; i++) {
      int window = i / n / n / 2 * n;
      if (zones[window + i / n % n] != zones[window + i % n]) {
        assertEquals(zero, codes[i], "pair " + i);
        unseen++;
      }
    }
    // Of 256 pairs 128 in two windows of two zones each, 192 in the corner; two heads.
    assertEquals(2 * (128 + 128 + 192), unseen);
  }

  @Test
  void aCodeForZeroIsNeeded() {
    QuantizedSwin model = compile(QuantizeOptions.of(Recipe.WIDE).withTuning(Tuning.of(Map.of("zero", "2"))));
    assertTrue(assertThrows(InputException.class, model::network).getMessage()
        .startsWith("attention in shifted windows has no code for the keys that a query does not see"));
  }

  @Test
  void everyProductGivesTheSameBits() {
    QuantizedSwin model = MODELS.get(Recipe.WIDE);
    assertArrayEquals(new IntegerSwin(model, IntProducts.scalar()).logits(IMAGES.image(1)),
        model.network().logits(IMAGES.image(1)));
  }

  /** The demands on the real model, and the reference's own figures. */
  @Test
  @Tag("sweep")
  void swinMicroOnAllTestImages() {
    Checkpoint micro = CheckpointReader.any(SharedFiles.require("models/swin_micro_fashion_mnist.safetensors"),
        CheckpointOptions.NONE, found -> { });
    Images images = Datasets.open(SharedFiles.require("data/fashion_mnist/t10k-images-idx3-ubyte.gz"), micro.imageFormat());
    Calibration seen = Calibration.run(micro, Datasets.open(
        SharedFiles.require("data/fashion_mnist/train-images-idx3-ubyte.gz"), micro.imageFormat()).first(1024), done -> { });
    Evaluation exact = Evaluation.run(images, new FloatClassifier(micro.network()), done -> { });
    for (QuantizeOptions options : List.of(QuantizeOptions.of(Recipe.WIDE), QuantizeOptions.of(Recipe.FQVIT),
        QuantizeOptions.of(Recipe.FQVIT).usual(micro))) {
      QuantizedModel model = Quantizer.compile(micro, seen, options);
      Evaluation result = Evaluation.run(images, model.network(), done -> { });
      double agreement = result.agreement(exact);
      double lost = exact.top1().getAsDouble() - result.top1().getAsDouble();
      System.out.printf("Swin-micro %s %s: top-1 %.2f, agreement %.2f%n", options.recipe(), options.method(),
          result.top1().getAsDouble(), agreement);
      // The reference's fqvit, with MinMax, loses 0.37 and agrees on 98.26 %. The usual fqvit loses no more; with MinMax it
      // does, by less than the 0.12 by which chance moves top-1 where so many classes differ.
      double allowed = options.recipe() == Recipe.WIDE ? 0.3 : options.method().equals(Optional.of(Method.OMSE)) ? 0.37 : 0.49;
      assertTrue(lost <= allowed + 1e-9, options + " loses " + lost);
      assertTrue(agreement >= (options.recipe() == Recipe.WIDE ? 98.7 : 98.26), options + " agrees on " + agreement);
      Float64Comparison comparison =
          Float64Comparison.of(model, list(images.first(8)), Float64NormQuantisers::quantised);
      assertEquals(Map.of(), comparison.unequal(), comparison.toString());
    }
  }
}
