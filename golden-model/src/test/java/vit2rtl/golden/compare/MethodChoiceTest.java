package vit2rtl.golden.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.golden.calibration.Calibration;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.models.SyntheticSwin;
import vit2rtl.golden.models.SyntheticVit;
import vit2rtl.golden.quant.Method;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.vit.Checkpoint;

@Execution(ExecutionMode.CONCURRENT)
class MethodChoiceTest {

  private static List<MethodChoice> all(Recipe recipe, AtomicInteger done) {
    Checkpoint checkpoint = new SyntheticVit(3, new SyntheticVit.Sizes(8, 4, 1, 24, 1, 3, 40, 5, 1, true)).checkpoint();
    Images images = SyntheticVit.images(4, 40, 1, 8);
    QuantizeOptions options = QuantizeOptions.of(recipe);
    Calibration seen = Calibration.run(checkpoint, images.first(32), ignored -> { });
    List<MethodChoice> tried = MethodChoice.all(checkpoint, seen, options, images.from(32), done::set);
    assertEquals(MethodChoice.passes(options) * 8, done.get());
    for (MethodChoice one : tried) {
      QuantizeOptions stated = one.method().map(options::withMethod).orElse(options);
      assertEquals(Quantizer.compile(checkpoint, seen, stated), one.model());
      // The same figures as quantize prints of a single model.
      Quality quality = Quality.of(checkpoint, one.model().network(), images.from(32), ignored -> { });
      assertEquals(quality.nsr(), one.nsr());
      assertEquals(quality.agreement(), one.agreement());
    }
    return tried;
  }

  @Test
  void theRecipesOwnAndEachOfTheFourAreTried() {
    List<MethodChoice> wide = all(Recipe.WIDE, new AtomicInteger());
    assertEquals(List.of("per operator", "minmax", "ema", "percentile", "omse"),
        wide.stream().map(MethodChoice::name).toList());
    assertEquals(4, all(Recipe.FQVIT, new AtomicInteger()).size());
    MethodChoice best = MethodChoice.best(wide);
    assertTrue(wide.stream().allMatch(one -> best.nsr() <= one.nsr()));
    assertEquals("omse", best.name());
    assertTrue(best.nsr() < wide.get(0).nsr(), "of equal ones the first would be taken");
  }

  @Test
  void theUsualObserverOfASwinInThePapersPlacementIsOmse() {
    Checkpoint swin = new SyntheticSwin(7, SyntheticSwin.SMALL).checkpoint();
    Checkpoint vit = new SyntheticVit(3, new SyntheticVit.Sizes(8, 4, 1, 24, 1, 3, 40, 5, 1, true)).checkpoint();
    assertEquals(Optional.of(Method.OMSE), QuantizeOptions.of(Recipe.FQVIT).usual(swin).method());
    assertEquals(Optional.of(Method.MINMAX), QuantizeOptions.of(Recipe.FQVIT).usual(vit).method());
    assertEquals(Optional.empty(), QuantizeOptions.of(Recipe.WIDE).usual(swin).method());
  }
}
