package vit2rtl.golden.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.models.SyntheticVit;

class RangeReportTest {

  @ParameterizedTest
  @MethodSource("vit2rtl.golden.network.IntegerVitTest#cases")
  void everyTensorStaysWithinItsProof(IntegerVitTest.Case c) {
    Images images = SyntheticVit.images(22, 8, c.sizes().channels(), c.sizes().image());
    IntegerVit vit = new IntegerVit(
        Quantizer.quantize(new SyntheticVit(21, c.sizes()).checkpoint(), images, c.options(), done -> { }));
    RangeReport report = RangeReport.of(vit, images, done -> { });
    assertEquals(c.sizes().depth() * 18 + 6 + c.sizes().leading(), report.tensors().size());
    for (TensorRange tensor : report.tensors()) {
      assertTrue(tensor.elements() > 0, tensor.name());
      assertTrue(tensor.proven().contains(tensor.observed()), tensor.toString());
      assertTrue(tensor.given().contains(tensor.proven()), tensor.toString());
      assertTrue(tensor.bitsGiven() <= 32 && tensor.bitsNeeded() <= tensor.bitsProven(), tensor.toString());
    }
    assertTrue(report.accumulatorBits() > 8 && report.accumulatorBits() <= 32);
  }
}
