package vit2rtl.golden.checkpoint.facts;

import java.util.Arrays;

/**
 * Hugging Face's {@code preprocessor_config.json}: x = (v·factor − mean)/std of pixels v, either step possibly left out. As
 * (v/255 − m)/s that is m = mean/(255·factor), s = std/(255·factor). What it does with images of other sizes is
 * {@link ImageProcessor}'s.
 */
public record PreprocessorConfig(JsonFacts json) {
  private static final double USUAL_FACTOR = 1 / 255.0;

  public void tell(Facts facts) {
    double factor = json.flag("do_rescale").orElse(true) ? json.number("rescale_factor").orElse(USUAL_FACTOR) : 1;
    double scale = Math.abs(255 * factor - 1) < 1e-9 ? 1 : 1 / (255 * factor);
    boolean normalised = json.flag("do_normalize").orElse(true);
    tell(facts, Fact.MEAN, "image_mean", normalised ? scale : Double.NaN, new double[] {0});
    tell(facts, Fact.STD, "image_std", normalised ? scale : Double.NaN, new double[] {scale});
    new ImageProcessor(json, facts.value(Fact.KIND)).resizing()
        .ifPresent(stated -> facts.put(Fact.RESIZING, stated.value(), stated.source()));
  }

  /** @param scale of the numbers; no number where pixels are not normalised, which {@code otherwise} stands for */
  private void tell(Facts facts, Fact<double[]> fact, String key, double scale, double[] otherwise) {
    if (Double.isNaN(scale)) {
      facts.put(fact, otherwise, json.said("do_normalize"));
    } else {
      json.numbers(key).ifPresent(values ->
          facts.put(fact, Arrays.stream(values).map(v -> v * scale).toArray(), json.said(key)));
    }
  }
}
