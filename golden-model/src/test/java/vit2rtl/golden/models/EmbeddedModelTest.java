package vit2rtl.golden.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import vit2rtl.golden.SharedFiles;
import vit2rtl.golden.data.Datasets;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.eval.Ranking;
import vit2rtl.golden.vit.Distillation;
import vit2rtl.golden.vit.FloatVit;
import vit2rtl.golden.vit.PixelNorm;
import vit2rtl.golden.vit.QkvBias;
import vit2rtl.golden.vit.VitCheckpoint;
import vit2rtl.golden.vit.VitShape;

class EmbeddedModelTest {

  @Test
  void isTheMicroModelForFashionMnist() {
    VitCheckpoint checkpoint = EmbeddedModel.checkpoint();
    assertEquals(new VitShape(28, 4, 1, 64, 6, 2, 256, 10, Distillation.NONE, QkvBias.PRESENT), checkpoint.shape());
    assertEquals(PixelNorm.same(0.2860, 0.3530, 1), checkpoint.pixelNorm());
    assertEquals(1e-6, checkpoint.epsilon());
    assertEquals("Ankle boot", checkpoint.classes().get(9));
    assertEquals(List.of(), checkpoint.notices());
  }

  @Test
  void namesMostTestImagesRight() {
    FloatVit vit = new FloatVit(EmbeddedModel.checkpoint());
    Images images = EmbeddedModel.testImages();
    assertEquals(256, images.size());
    int right = 0;
    for (int i = 0; i < images.size(); i++) {
      right += Ranking.best(vit.logits(images.image(i)), 1)[0] == images.label(i) ? 1 : 0;
    }
    // 90.18 % on 10,000; three standard deviations on 256 are 5.6 %.
    assertTrue(right >= 216 && right <= 245, right + " of 256");
  }

  @Test
  void itsImagesAreTheFirstOfTheirSets() {
    VitShape shape = EmbeddedModel.checkpoint().shape();
    Images test = Datasets.open(SharedFiles.require("data/fashion_mnist/t10k-images-idx3-ubyte.gz"), shape.imageFormat());
    Images train = Datasets.open(SharedFiles.require("data/fashion_mnist/train-images-idx3-ubyte.gz"),
        shape.imageFormat());
    assertEquals(10_000, test.size());
    assertEquals(60_000, train.size());
    for (int i = 0; i < 256; i++) {
      assertArrayEquals(test.image(i).pixels(), EmbeddedModel.testImages().image(i).pixels());
      assertEquals(train.label(i), EmbeddedModel.calibrationImages().label(i));
    }
  }
}
