package vit2rtl.golden.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vit2rtl.golden.SharedFiles;
import vit2rtl.golden.checkpoint.CheckpointReader;
import vit2rtl.golden.data.Datasets;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.vit.FloatVit;

/** The float model's accuracy where other implementations' is known. */
class FloatAccuracyTest {

  private static final int CLASSES = 1000;

  @Test
  void logitsOfTheFirst4ValidationImages() {
    logitsOfTheFirst(4, 4);
  }

  @Test
  @Tag("sweep")
  void logitsOfTheFirst64ValidationImages() {
    logitsOfTheFirst(64, 63);
  }

  /** JPEG decoders differ by a grey level here and there, so logits may move a little; classes hardly. */
  private static void logitsOfTheFirst(int count, int leastSame) {
    FloatVit vit = tiny();
    Images images = validation(vit).first(count);
    float[] expected = SafeTensors.open(SharedFiles.require("vectors/logits_vit_tiny_64.safetensors")).tensor("logits")
        .require(64, CLASSES).floats();
    int sameClass = 0;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      float[] logits = vit.logits(images.image(i));
      float[] own = Arrays.copyOfRange(expected, i * CLASSES, (i + 1) * CLASSES);
      sameClass += Ranking.best(logits, 1)[0] == Ranking.best(own, 1)[0] ? 1 : 0;
      for (int c = 0; c < CLASSES; c++) {
        squares += (logits[c] - own[c]) * (logits[c] - own[c]);
      }
    }
    assertTrue(sameClass >= leastSame, sameClass + " of " + count + " classes");
    double difference = Math.sqrt(squares / (count * CLASSES));
    assertTrue(difference < 0.05, "root mean square difference " + difference);
  }

  @Test
  @Tag("sweep")
  void tinyModelOnAllValidationImages() {
    FloatVit vit = tiny();
    assertEquals(82.2, Evaluation.run(validation(vit), new FloatClassifier(vit), done -> { }).top1().getAsDouble(), 0.1);
  }

  @Test
  @Tag("sweep")
  void microModelOnAllTestImages() {
    FloatVit vit = new FloatVit(CheckpointReader.open(SharedFiles.require("models/vit_micro_fashion_mnist.safetensors")));
    Images images = Datasets.open(SharedFiles.require("data/fashion_mnist/t10k-images-idx3-ubyte.gz"),
        vit.shape().imageFormat());
    assertEquals(90.18, Evaluation.run(images, new FloatClassifier(vit), done -> { }).top1().getAsDouble(), 0.011);
  }

  private static FloatVit tiny() {
    return new FloatVit(CheckpointReader.open(SharedFiles.require("models/vit_tiny_patch16_224.safetensors")));
  }

  private static Images validation(FloatVit vit) {
    return Datasets.open(SharedFiles.require("data/imagenet_val1300"), vit.shape().imageFormat());
  }
}
