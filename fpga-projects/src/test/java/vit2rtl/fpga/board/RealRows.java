package vit2rtl.fpga.board;

import java.util.List;
import java.util.function.Predicate;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.network.NetworkSites;
import vit2rtl.bench.network.Site;
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.models.EmbeddedModel;
import vit2rtl.units.MultiplierStyle;
import vit2rtl.units.layernorm.LayerNormConfig;

/** Units and rows of the embedded model on real images. */
final class RealRows {
  private static final int CALIBRATION_IMAGES = 8;
  private static final int IMAGES = 3;
  private static List<Site> sites;

  private RealRows() {}

  private static synchronized List<Site> sites() {
    if (sites == null) {
      QuantizedVit model = Quantizer.quantize(EmbeddedModel.checkpoint(),
          EmbeddedModel.calibrationImages().first(CALIBRATION_IMAGES), QuantizeOptions.of(Recipe.FQVIT), done -> { });
      sites = NetworkSites.of(new IntegerVit(model), EmbeddedModel.testImages().first(IMAGES), 1, done -> { });
    }
    return sites;
  }

  private static Site site(Predicate<String> name) {
    return sites().stream().filter(s -> name.test(s.name())).findFirst().orElseThrow();
  }

  /** The last LayerNorm in a block, 150 rows of 64. */
  static Site norm() {
    return site("blocks.5.norm2"::equals);
  }

  /** A head in the middle of the network, 150 rows of 50. */
  static Site head() {
    return site("blocks.3.attn.softmax[1]"::equals);
  }

  static UnitBench normBench() {
    return new UnitBench(((LayerNormConfig) norm().config()).withMultipliers(MultiplierStyle.LOGIC));
  }

  static UnitBench headBench() {
    return new UnitBench(head().config());
  }
}
