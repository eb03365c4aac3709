package vit2rtl.accelerator;

import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.models.SyntheticVit;

/** Quantised models of a few tokens, for tests. */
public final class SmallModels {
  private SmallModels() {}

  /** 5 tokens of 8 elements, 2 heads, 2 blocks. */
  public static QuantizedVit tiny(long seed) {
    return of(seed, new SyntheticVit.Sizes(8, 4, 1, 8, 2, 2, 16, 5, 1, true));
  }

  public static QuantizedVit of(long seed, SyntheticVit.Sizes sizes) {
    return of(seed, sizes, Recipe.WIDE);
  }

  public static QuantizedVit of(long seed, SyntheticVit.Sizes sizes, Recipe recipe) {
    return Quantizer.quantize(new SyntheticVit(seed, sizes).checkpoint(),
        SyntheticVit.images(seed + 1, 4, sizes.channels(), sizes.image()), QuantizeOptions.of(recipe), done -> { });
  }

  /** An accelerator of so many multipliers for a model, two groups. */
  public static AcceleratorConfig config(QuantizedVit model, int multipliers) {
    return Sizing.of(model.shape(), multipliers).config(model.shape(), Formats.of(model), 2);
  }
}
