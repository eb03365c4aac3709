package vit2rtl.golden.onnx.real;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.golden.InputException;
import vit2rtl.golden.checkpoint.ConformanceCases;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.models.EmbeddedModel;
import vit2rtl.golden.models.SyntheticVit;
import vit2rtl.golden.onnx.TestRuntime;
import vit2rtl.golden.onnx.run.OnnxSession;
import vit2rtl.golden.vit.VitCheckpoint;

/** The float graph in ONNX Runtime gives the float network's logits, but for roundings. */
@Execution(ExecutionMode.CONCURRENT)
class RealExportTest {

  private static void requireAlike(VitCheckpoint checkpoint, Images images) {
    try (OnnxSession session = TestRuntime.RUNTIME.open(RealExport.of(checkpoint))) {
      for (int i = 0; i < images.size(); i++) {
        float[] expected = checkpoint.network().logits(images.image(i));
        float[] actual = session.reals(images.image(i));
        assertEquals(expected.length, actual.length);
        for (int k = 0; k < expected.length; k++) {
          assertEquals(expected[k], actual[k], 1e-3 * Math.max(1, Math.abs(expected[k])), "logit " + k);
        }
      }
    }
  }

  @Test
  void theEmbeddedModel() {
    requireAlike(EmbeddedModel.checkpoint(), EmbeddedModel.testImages().first(3));
  }

  @Test
  void twoHeadsAndNoBias() {
    requireAlike(new SyntheticVit(4, new SyntheticVit.Sizes(12, 4, 3, 24, 2, 3, 40, 7, 2, false)).checkpoint(),
        SyntheticVit.images(5, 2, 3, 12));
  }

  @Test
  void anotherKindIsRefusedByName() {
    List<VitCheckpoint> others = ConformanceCases.opening().stream().map(ConformanceCases.Case::open)
        .filter(c -> !c.shape().variant().beyondPlain().isEmpty()).toList();
    assertTrue(others.size() > 1, "there are models of other kinds");
    String message = assertThrows(InputException.class, () -> RealExport.of(others.get(0))).getMessage();
    assertTrue(message.contains(" is no plain ViT: it has "), message);
  }
}
