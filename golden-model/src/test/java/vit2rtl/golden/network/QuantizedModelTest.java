package vit2rtl.golden.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.data.ImageFormat;
import vit2rtl.golden.data.UnknownResizing;
import vit2rtl.golden.kernel.ComputePath;
import vit2rtl.golden.models.SyntheticSwin;
import vit2rtl.golden.models.SyntheticVit;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;

/** What every quantised model says of itself, whatever its kind. */
class QuantizedModelTest {

  private static QuantizedVit vit() {
    IntegerVitTest.Case c = IntegerVitTest.cases().get(0);
    return Quantizer.quantize(new SyntheticVit(8, c.sizes()).checkpoint(), SyntheticVit.images(9, 2, 1, 12), c.options(),
        done -> { });
  }

  private static QuantizedModel swin() {
    return Quantizer.quantize(new SyntheticSwin(7, SyntheticSwin.SMALL).checkpoint(), SyntheticVit.images(40, 2, 1, 16),
        QuantizeOptions.of(Recipe.WIDE), done -> { });
  }

  private static void requireWhole(QuantizedModel model, int side, int classes, Image image) {
    ImageFormat format = model.imageFormat();
    assertEquals(side, format.side());
    assertEquals(classes, format.classes());
    assertEquals(model.resizing(), format.resizing());
    IntegerNetwork network = model.network();
    assertEquals(classes, network.classes());
    int[] logits = network.logits(image);
    assertArrayEquals(model.network(ComputePath.PLAIN).logits(image), logits);
    assertArrayEquals(IntStream.range(0, classes).boxed().sorted(Comparator.comparing(k -> -logits[k])).limit(2)
        .mapToInt(k -> k).toArray(), network.best(image, 2));
  }

  @Test
  void aVitSaysWhatItsImagesAreAndRuns() {
    requireWhole(vit(), 12, 7, SyntheticVit.images(10, 1, 1, 12).image(0));
  }

  @Test
  void aSwinSaysWhatItsImagesAreAndRuns() {
    requireWhole(swin(), 16, SyntheticSwin.SMALL.imageFormat().classes(), SyntheticVit.images(10, 1, 1, 16).image(0));
  }

  @Test
  void whatIsRefusedOfOtherImagesStaysInTheManifest() {
    ObjectNode manifest = new ObjectMapper().createObjectNode();
    UnknownResizing refused = new UnknownResizing("the side file says so");
    ResizingManifest.write(manifest, refused);
    assertEquals(refused, ResizingManifest.read("f", manifest));
  }

  @Test
  void gridsAreEqualByTheirNumbers() {
    TensorGrid grid = new TensorGrid(3, new double[] {0.5, 0.25});
    assertEquals(new TensorGrid(3, new double[] {0.5, 0.25}), grid);
    assertEquals(new TensorGrid(3, new double[] {0.5, 0.25}).hashCode(), grid.hashCode());
    assertNotEquals(new TensorGrid(4, new double[] {0.5, 0.25}), grid);
    assertNotEquals(new TensorGrid(3, new double[] {0.5, 0.125}), grid);
    assertFalse(grid.equals(new Object()));
  }
}
