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
import vit2rtl.golden.quant.PtfGrid;
import vit2rtl.golden.vit.Activation;
import vit2rtl.golden.vit.Pooling;
import vit2rtl.golden.vit.VitShape;

/** What stands behind the blocks, in the recipe {@code fqvit}: uint8 codes with one scale per tensor. */
final class FqVitHead {
  private static final IntRange UINT8 = IntRange.unsigned(8);

  private final FqVitLayers recipe;
  private final FloatLayers layers;
  private final VitShape shape;
  private final Grids grids;

  FqVitHead(FqVitLayers recipe, FloatLayers layers, Grids grids) {
    this.recipe = recipe;
    this.layers = layers;
    this.shape = layers.shape();
    this.grids = grids;
  }

  /** @param stream grid of the last stream */
  WideHead.Compiled compile(PtfGrid stream) {
    Grid normed = recipe.grid("norm");
    Pooling pooling = shape.variant().pooling();
    Optional<TokenMean> mean = Optional.empty();
    PtfGrid input = stream;
    List<Grid> inputs = new ArrayList<>(List.of(normed, normed));
    if (pooling.meanFirst()) {
      input = pooledStream(stream);
      mean = Optional.of(mean(stream, input));
    }
    if (pooling.meanLast()) {
      Grid wanted = recipe.observed("pooled");
      Grid pooled = grids.put("pooled", wanted.withScale(Ratios.exactNext(normed.scale() / count(), wanted.scale())));
      mean = Optional.of(new TokenMean(shape.firstAveraged(), count(), UINT8, normed.zeroPoint(),
          Ratios.requantizer(every(normed.scale() / count() / pooled.scale(), shape.width()), pooled.zeroPoint(), UINT8)));
      inputs.set(pooling == Pooling.NORM_THEN_PATCH_MEAN ? 0 : 1, pooled);
    }
    NormParams norm = Norms.onCodes(layers, "norm", input, normed);
    if (shape.variant().representation() == 0) {
      return logits(norm, mean, Optional.empty(), inputs);
    }
    Grid active = recipe.grid("pre_logits.tanh");
    Representation representation = representation(inputs.get(0), active);
    return logits(norm, mean, Optional.of(representation), List.of(active, active));
  }

  private WideHead.Compiled logits(NormParams norm, Optional<TokenMean> mean, Optional<Representation> representation,
      List<Grid> inputs) {
    Grid logits = recipe.grid("logits");
    List<LinearParams> heads = new ArrayList<>();
    List<Requantizer> codes = new ArrayList<>();
    for (String name : List.of("head", "head_dist").subList(0, shape.logitHeads())) {
      LinearCompiler.Compiled head = recipe.linear(layers.linear(name, shape.headInputs()), inputs.get(heads.size()),
          shape.logitHeads() * logits.scale());
      heads.add(head.params());
      // The codes of two heads are added: the second brings no zero point.
      double[] ratio = Ratios.divide(head.scale(), shape.logitHeads() * logits.scale());
      codes.add(heads.size() == 1 ? Ratios.requantizer(ratio, logits.zeroPoint(), UINT8)
          : Ratios.requantizer(ratio, 0, new IntRange(-UINT8.max(), UINT8.max())));
    }
    return new WideHead.Compiled(norm, mean, representation, heads, codes);
  }

  private int count() {
    return shape.tokens() - shape.firstAveraged();
  }

  /** PTF codes of the mean, on a grid of its own: it is smaller than what it averages. */
  private PtfGrid pooledStream(PtfGrid stream) {
    PtfGrid wanted = recipe.stream(Streams.FINAL);
    return grids.put("norm.in", wanted.withScale(Ratios.exactNext(stream.scale() / count(), wanted.scale())));
  }

  private TokenMean mean(PtfGrid stream, PtfGrid pooled) {
    double[] ratio = new double[shape.width()];
    int[] in = stream.alpha();
    int[] out = pooled.alpha();
    Arrays.setAll(ratio, c -> Math.scalb(stream.scale() / count() / pooled.scale(), in[c] - out[c]));
    return new TokenMean(shape.firstAveraged(), count(), IntRange.of(stream.format()), stream.zeroPoint(),
        Ratios.requantizer(ratio, pooled.zeroPoint(), IntRange.of(pooled.format())));
  }

  private Representation representation(Grid input, Grid active) {
    Grid x = recipe.tableInput("pre_logits");
    LinearCompiler.Compiled layer = recipe.linear(layers.linear("pre_logits.fc", shape.width()), input, x.scale());
    return new Representation(layer.params(),
        Ratios.requantizer(Ratios.divide(layer.scale(), x.scale()), x.zeroPoint(), x.codes()),
        GeluCompiler.table(Activation::tanh, x, active, new int[shape.headInputs()]));
  }

  private static double[] every(double value, int count) {
    double[] all = new double[count];
    Arrays.fill(all, value);
    return all;
  }
}
