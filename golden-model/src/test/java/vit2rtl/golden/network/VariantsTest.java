package vit2rtl.golden.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vit2rtl.golden.checkpoint.ConformanceCases;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.vit.FloatVit;
import vit2rtl.golden.models.SyntheticVit;
import vit2rtl.golden.vit.VitCheckpoint;
import vit2rtl.golden.vit.VitShape;

/** Every checkpoint that opens, in integers of both recipes: against the float64 simulation, the floats and its own file. */
class VariantsTest {
  @TempDir
  private Path folder;

  /** A conformance case in a recipe. */
  record Variant(ConformanceCases.Case conformance, Recipe recipe) {
    QuantizedVit model(VitCheckpoint checkpoint) {
      return Quantizer.quantize(checkpoint, images(checkpoint.shape(), 31, 16), QuantizeOptions.of(recipe), done -> { });
    }

    /** Root of the logits' squared error against the floats' deviation from their mean. */
    double tolerance() {
      return recipe == Recipe.WIDE ? 0.25 : 0.4;
    }
  }

  static List<Variant> variants() {
    List<Variant> all = new ArrayList<>();
    for (ConformanceCases.Case c : ConformanceCases.opening()) {
      for (Recipe recipe : Recipe.values()) {
        all.add(new Variant(c, recipe));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("variants")
  void theFloat64SimulationArrivesAtEveryCode(Variant variant) {
    VitCheckpoint checkpoint = variant.conformance().open();
    QuantizedVit model = variant.model(checkpoint);
    Images images = images(checkpoint.shape(), 32, 8);
    Float64Comparison comparison = Float64Comparison.of(model, list(images), Float64NormQuantisers::quantised);
    assertEquals(Map.of(), comparison.unequal(), comparison.toString());
    assertEquals(8, comparison.agreed());
  }

  @ParameterizedTest
  @MethodSource("variants")
  void integersFollowTheFloats(Variant variant) {
    VitCheckpoint checkpoint = variant.conformance().open();
    QuantizedVit model = variant.model(checkpoint);
    IntegerVit integer = new IntegerVit(model);
    FloatVit reference = new FloatVit(checkpoint);
    double error = 0;
    double power = 0;
    for (Image image : list(images(checkpoint.shape(), 33, 16))) {
      float[] expected = reference.logits(image);
      int[] actual = integer.logits(image);
      double mean = IntStream.range(0, expected.length).mapToDouble(k -> expected[k]).average().orElseThrow();
      for (int k = 0; k < expected.length; k++) {
        error += Math.pow(model.grids().get("logits").value(actual[k], k) - expected[k], 2);
        power += Math.pow(expected[k] - mean, 2);
      }
    }
    assertTrue(Math.sqrt(error / power) < variant.tolerance(), "relative error " + Math.sqrt(error / power));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void theFileHoldsTheWholeModelAndItsRangesHold(Variant variant) {
    VitCheckpoint checkpoint = variant.conformance().open();
    QuantizedVit model = variant.model(checkpoint);
    Path file = folder.resolve("model.safetensors");
    ModelFile.write(model, file);
    QuantizedVit read = ModelFile.read(file);
    assertEquals(model, read);
    Images images = images(checkpoint.shape(), 34, 4);
    for (TensorRange tensor : RangeReport.of(new IntegerVit(read), images, done -> { }).tensors()) {
      assertTrue(tensor.elements() > 0, tensor.name());
      assertTrue(tensor.proven().contains(tensor.observed()), tensor.toString());
      assertTrue(tensor.given().contains(tensor.proven()), tensor.toString());
    }
    assertArrayEquals(new IntegerVit(model).logits(images.image(0)), new IntegerVit(read).logits(images.image(0),
        (name, values, rows, columns) -> assertEquals(rows * columns, values.length, name)));
  }

  private static Images images(VitShape shape, long seed, int count) {
    return SyntheticVit.images(seed, count, shape.channels(), shape.imageSize());
  }

  private static List<Image> list(Images images) {
    return IntStream.range(0, images.size()).mapToObj(images::image).toList();
  }
}
