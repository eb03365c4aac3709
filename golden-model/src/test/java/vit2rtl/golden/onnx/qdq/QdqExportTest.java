package vit2rtl.golden.onnx.qdq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.golden.checkpoint.ConformanceCases;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.models.EmbeddedModel;
import vit2rtl.golden.models.SyntheticSwin;
import vit2rtl.golden.models.SyntheticVit;
import vit2rtl.golden.network.QuantizedModel;
import vit2rtl.golden.onnx.TestRuntime;
import vit2rtl.golden.onnx.run.OnnxSession;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.vit.Checkpoint;

/** Graphs of QuantizeLinear and DequantizeLinear in ONNX Runtime follow the float network, and quantise every product. */
@Execution(ExecutionMode.CONCURRENT)
class QdqExportTest {
  /** An operator of 14 letters. */
  private static final Pattern QUANTISERS = Pattern.compile("\u000eQuantizeLinear");

  /** The energy of the logits' error as a share of the logits' energy, means removed. */
  private static double error(Checkpoint checkpoint, byte[] file, Images images) {
    double error = 0;
    double power = 0;
    try (OnnxSession session = TestRuntime.RUNTIME.open(file)) {
      for (int i = 0; i < images.size(); i++) {
        float[] expected = checkpoint.network().logits(images.image(i));
        float[] actual = session.reals(images.image(i));
        assertEquals(expected.length, actual.length);
        double shift = mean(actual) - mean(expected);
        for (int k = 0; k < expected.length; k++) {
          error += Math.pow(actual[k] - expected[k] - shift, 2);
          power += Math.pow(expected[k] - mean(expected), 2);
        }
      }
    }
    return error / power;
  }

  private static double mean(float[] row) {
    return IntStream.range(0, row.length).mapToDouble(i -> row[i]).average().orElseThrow();
  }

  private static QuantizedModel quantised(Checkpoint checkpoint, Images images, Recipe recipe) {
    return Quantizer.quantize(checkpoint, images, QuantizeOptions.of(recipe), done -> { });
  }

  @ParameterizedTest
  @EnumSource(Recipe.class)
  void theEmbeddedModelStaysItself(Recipe recipe) {
    Checkpoint checkpoint = EmbeddedModel.checkpoint();
    byte[] file = QdqExport.of(quantised(checkpoint, EmbeddedModel.calibrationImages().first(4), recipe));
    double error = error(checkpoint, file, EmbeddedModel.testImages().first(4));
    assertTrue(error < 0.005, recipe + " errs by " + error);
    // Seven in each of 6 blocks: normalised tokens twice, queries with keys, values, probabilities, context, GELU; the head.
    assertEquals(6 * 7 + 1, QUANTISERS.matcher(new String(file, StandardCharsets.ISO_8859_1)).results().count());
  }

  @ParameterizedTest
  @EnumSource(Recipe.class)
  void aSwinStaysItself(Recipe recipe) {
    Checkpoint checkpoint = new SyntheticSwin(5, SyntheticSwin.SMALL).checkpoint();
    Images images = SyntheticVit.images(3, 8, 1, 16);
    double error = error(checkpoint, QdqExport.of(quantised(checkpoint, images, recipe)), images);
    assertTrue(error < 0.01, recipe + " errs by " + error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dinov2-original-classifier", "timm-qknorm", "deit-original-distilled"})
  void variantsStayThemselves(String name) {
    variant(ConformanceCases.opening().stream().filter(c -> c.toString().equals(name)).findFirst().orElseThrow(), Recipe.WIDE);
  }

  @ParameterizedTest
  @Tag("sweep")
  @MethodSource("vit2rtl.golden.checkpoint.ConformanceCases#opening")
  void everyVariantInEitherRecipe(ConformanceCases.Case variant) {
    for (Recipe recipe : Recipe.values()) {
      variant(variant, recipe);
    }
  }

  private static void variant(ConformanceCases.Case variant, Recipe recipe) {
    Checkpoint checkpoint = variant.open();
    Images images = SyntheticVit.images(3, 4, checkpoint.imageFormat().channels(), checkpoint.imageFormat().side());
    double error = error(checkpoint, QdqExport.of(quantised(checkpoint, images, recipe)), images);
    assertTrue(error < 0.02, variant + " " + recipe + " errs by " + error);
  }
}
