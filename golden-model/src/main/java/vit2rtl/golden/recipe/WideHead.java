package vit2rtl.golden.recipe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.calibration.Streams;
import vit2rtl.golden.network.NormParams;
import vit2rtl.golden.network.Representation;
import vit2rtl.golden.ops.LinearParams;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.ops.TokenMean;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.quant.Interval;
import vit2rtl.golden.vit.Activation;
import vit2rtl.golden.vit.Pooling;
import vit2rtl.golden.vit.VitShape;

/** What stands behind the blocks, in the wide recipe. */
final class WideHead {
  private static final IntRange CODES = new IntRange(-127, 127);
  private static final int LOGIT_BITS = 16;
  private static final double LOGIT_MARGIN = 2;

  private final FloatLayers layers;
  private final VitShape shape;
  private final Ranges ranges;
  private final QuantizeOptions options;
  private final Grids grids;
  private final WideLayers wide;
  private final List<LinearCompiler> heads = new ArrayList<>();

  /** Everything from the last stream to the logits. */
  record Compiled(NormParams norm, Optional<TokenMean> mean, Optional<Representation> representation,
      List<LinearParams> heads, List<Requantizer> logits) {}

  WideHead(FloatLayers layers, Ranges ranges, QuantizeOptions options, Grids grids, WideLayers wide) {
    this.layers = layers;
    this.shape = layers.shape();
    this.ranges = ranges;
    this.options = options;
    this.grids = grids;
    this.wide = wide;
    for (String name : List.of("head", "head_dist").subList(0, shape.logitHeads())) {
      heads.add(layers.linear(name, shape.headInputs()));
    }
  }

  Compiled compile() {
    boolean represented = shape.variant().representation() > 0;
    LinearCompiler first = represented ? layers.linear("pre_logits.fc", shape.width()) : heads.get(0);
    Handoff normed = wide.handoff("norm", first);
    Pooling pooling = shape.variant().pooling();
    Optional<TokenMean> mean = Optional.empty();
    NormParams norm;
    List<Handoff> inputs = new ArrayList<>(List.of(normed, normed));
    List<String> names = new ArrayList<>(List.of("norm", "norm"));
    if (pooling.meanFirst()) {
      WideLayers.MeanNorm both = wide.meanAndNorm(Streams.FINAL, first, normed);
      mean = Optional.of(both.mean());
      norm = both.norm();
    } else {
      norm = wide.norm("norm", Streams.FINAL, first, normed);
    }
    if (pooling.meanLast()) {
      int reader = pooling == Pooling.NORM_THEN_PATCH_MEAN ? 0 : 1;
      Handoff pooled = pooled(normed, reader == 0 ? first : heads.get(1));
      mean = Optional.of(mean(normed, pooled));
      inputs.set(reader, pooled);
      names.set(reader, "pooled");
    }
    if (!represented) {
      return logits(norm, mean, Optional.empty(), inputs, names);
    }
    Grid codes = grids.put("pre_logits.tanh", Grid.symmetric(CODES, 1));
    Representation representation = representation(first, inputs.get(0), names.get(0), codes);
    double[] factor = new double[shape.headInputs()];
    Arrays.fill(factor, 1);
    Handoff active = new Handoff(factor, new double[factor.length], codes);
    return logits(norm, mean, Optional.of(representation), List.of(active, active),
        List.of("pre_logits.tanh", "pre_logits.tanh"));
  }

  private Compiled logits(NormParams norm, Optional<TokenMean> mean, Optional<Representation> representation,
      List<Handoff> inputs, List<String> names) {
    Grid logits = grids.put("logits", Grid.symmetric(IntRange.signed(LOGIT_BITS),
        ranges.all("logits", 0).magnitude() * LOGIT_MARGIN));
    List<LinearParams> compiled = new ArrayList<>();
    List<Requantizer> codes = new ArrayList<>();
    for (int h = 0; h < heads.size(); h++) {
      LinearCompiler.Compiled one = wide.behind(heads.get(h), inputs.get(h), names.get(h),
          heads.get(h).everyOutput(logits.scale() * heads.size()));
      compiled.add(one.params());
      codes.add(Ratios.requantizer(Ratios.divide(one.scale(), logits.scale() * heads.size()), 0, logits.codes()));
    }
    return new Compiled(norm, mean, representation, compiled, codes);
  }

  /** From normalised tokens' mean to the layer behind; its offsets are the norm's, so a mean of codes is one ratio away. */
  private Handoff pooled(Handoff normed, LinearCompiler next) {
    Interval[] intervals = ranges.columns("pooled", options.tuning().get("norm-clip"));
    Handoff wanted = ranges.handoff("pooled", intervals, normed.offset(), next);
    double[] factor = wanted.factor().clone();
    for (int c = 0; c < factor.length; c++) {
      factor[c] = Ratios.exactNext(step(normed, c), factor[c] * wanted.grid().scale()) / wanted.grid().scale();
    }
    return new Handoff(factor, wanted.offset(), wanted.grid());
  }

  /** What a step of the sum of a channel's codes is worth in the mean. */
  private double step(Handoff normed, int c) {
    return normed.scales()[c] / (shape.tokens() - shape.firstAveraged());
  }

  private TokenMean mean(Handoff normed, Handoff pooled) {
    double[] ratio = new double[shape.width()];
    double[] scales = pooled.scales();
    Arrays.setAll(ratio, c -> step(normed, c) / scales[c]);
    grids.put("pooled", scales);
    return new TokenMean(shape.firstAveraged(), shape.tokens() - shape.firstAveraged(), IntRange.signed(8), 0,
        Ratios.requantizer(ratio, 0, CODES));
  }

  private Representation representation(LinearCompiler layer, Handoff input, String name, Grid active) {
    Grid x = grids.put("pre_logits", Grid.asymmetric(IntRange.unsigned(options.tuning().integer("gelu-bits")),
        ranges.all("pre_logits", 0).withZero()));
    LinearCompiler.Compiled compiled = wide.behind(layer, input, name, layer.everyOutput(x.scale()));
    return new Representation(compiled.params(),
        Ratios.requantizer(Ratios.divide(compiled.scale(), x.scale()), x.zeroPoint(), x.codes()),
        GeluCompiler.table(Activation::tanh, x, active, new int[shape.headInputs()]));
  }
}
