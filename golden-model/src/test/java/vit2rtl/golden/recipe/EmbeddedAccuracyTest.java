package vit2rtl.golden.recipe;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.golden.calibration.Calibration;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.eval.Ranking;
import vit2rtl.golden.models.EmbeddedModel;
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.vit.FloatVit;
import vit2rtl.golden.vit.VitCheckpoint;

/** The accuracy of the embedded model's quantisations, on its 256 test images; the margins are three of their images. */
@Execution(ExecutionMode.CONCURRENT)
class EmbeddedAccuracyTest {
  private static VitCheckpoint checkpoint;
  private static Calibration calibration;
  private static Images images;
  private static int[] exact;

  @BeforeAll
  static void calibrate() {
    checkpoint = EmbeddedModel.checkpoint();
    calibration = Calibration.run(checkpoint, EmbeddedModel.calibrationImages().first(128), done -> { });
    images = EmbeddedModel.testImages();
    FloatVit vit = new FloatVit(checkpoint);
    exact = IntStream.range(0, images.size()).parallel().map(i -> Ranking.best(vit.logits(images.image(i)), 1)[0])
        .toArray();
  }

  /** Images on which an integer model names another class than the float model. */
  private static long differing(QuantizeOptions options) {
    IntegerVit vit = new IntegerVit(Quantizer.compile(checkpoint, calibration, options));
    return IntStream.range(0, images.size()).parallel().filter(i -> vit.best(images.image(i), 1)[0] != exact[i]).count();
  }

  @Test
  void wideAgreesWithFloat() {
    long differing = differing(QuantizeOptions.of(Recipe.WIDE));
    assertTrue(differing <= 8, differing + " of 256 differ");
  }

  @Test
  void thePapersRecipeAgreesAsTheReferenceDoes() {
    // The reference itself: 96.8 % on 10,000 images.
    long differing = differing(QuantizeOptions.of(Recipe.FQVIT));
    assertTrue(differing >= 1 && differing <= 17, differing + " of 256 differ");
  }
}
