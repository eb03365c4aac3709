package vit2rtl.golden.recipe;

import java.util.Arrays;
import java.util.Optional;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.layernorm.ResidualToPtfParams;
import vit2rtl.golden.network.NormParams;
import vit2rtl.golden.network.StreamNorm;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.ops.TokenMean;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.quant.Interval;
import vit2rtl.golden.quant.PtfCalibration;
import vit2rtl.golden.quant.PtfGrid;

/** LayerNorms of the wide recipe and the linear layers behind them. */
final class WideLayers {
  private static final IntRange CODES = new IntRange(-127, 127);

  private final FloatLayers layers;
  private final Ranges ranges;
  private final QuantizeOptions options;
  private final Grids grids;
  private final Grid stream;

  /** @param stream grid of the residual stream */
  WideLayers(FloatLayers layers, Ranges ranges, QuantizeOptions options, Grids grids, Grid stream) {
    this.layers = layers;
    this.ranges = ranges;
    this.options = options;
    this.grids = grids;
    this.stream = stream;
  }

  Requantizer toStream(double[] accumulator) {
    return Ratios.requantizer(Ratios.divide(accumulator, stream.scale()), 0, stream.codes());
  }

  Handoff handoff(String name, LinearCompiler next) {
    Interval[] intervals = ranges.columns(name, options.tuning().get("norm-clip"));
    double[] offset = new double[intervals.length];
    if (options.tuning().on("centre")) {
      Arrays.setAll(offset, c -> (intervals[c].min() + intervals[c].max()) / 2);
    }
    return ranges.handoff(name, intervals, offset, next);
  }

  /** A LayerNorm on the wide stream. */
  NormParams norm(String name, String input, LinearCompiler next, Handoff output) {
    return norm(name, input, importance(layers.values(name + ".weight"), ranges.stream(input), next), output);
  }

  private NormParams norm(String name, String input, double[] weight, Handoff output) {
    PtfSearch search = new PtfSearch(ranges.stream(input), stream.scale(), weight);
    PtfGrid codes = grids.put(name + ".in", search.fit(greatestFactor()));
    grids.put(name, output.scales());
    ResidualToPtfParams toCodes = new ResidualToPtfParams(options.tuning().integer("residual-bits"),
        search.shift(codes), codes.alpha(), codes.zeroPoint(), codes.format());
    return Norms.onWideStream(layers, name, Optional.of(toCodes), codes, output);
  }

  private int greatestFactor() {
    return options.ptf() == Ptf.ON ? options.tuning().integer("k") : 0;
  }

  /** A mean of tokens on PTF codes of its own, and the LayerNorm on these. */
  MeanNorm meanAndNorm(String input, LinearCompiler next, Handoff output) {
    double[] weight = importance(layers.values("norm.weight"), ranges.stream(input), next);
    int count = layers.shape().tokens() - layers.shape().firstAveraged();
    PtfGrid wanted = new PtfSearch(ranges.stream(input), stream.scale(), weight).fit(greatestFactor());
    // Factors are powers of two, so the base scale makes the ratios of all channels exact.
    PtfGrid codes = grids.put("norm.in",
        wanted.withScale(Ratios.exactNext(stream.scale() / count, wanted.scale())));
    double[] ratio = new double[codes.channels()];
    int[] alpha = codes.alpha();
    Arrays.setAll(ratio, c -> stream.scale() / count / Math.scalb(codes.scale(), alpha[c]));
    grids.put("norm", output.scales());
    return new MeanNorm(new TokenMean(layers.shape().firstAveraged(), count, stream.codes(), 0,
        Ratios.requantizer(ratio, codes.zeroPoint(), IntRange.of(codes.format()))),
        Norms.onWideStream(layers, "norm", Optional.empty(), codes, output));
  }

  /** What {@link #meanAndNorm} makes. */
  record MeanNorm(TokenMean mean, NormParams norm) {}

  /** The LayerNorm before the blocks: codes with a scale per channel, brought back to the stream's grid. */
  StreamNorm normPre() {
    return streamNorm("norm_pre", "norm_pre", "embed", "norm_pre.out");
  }

  /**
   * Any LayerNorm whose result is the stream.
   *
   * @param seen   the result in the float network
   * @param input  stream that it normalises
   * @param result stream that it becomes
   */
  StreamNorm streamNorm(String name, String seen, String input, String result) {
    Interval[] intervals = ranges.columns(seen, 0);
    double[] factor = new double[intervals.length];
    Arrays.setAll(factor, c -> Ratios.exact(
        Math.max(Grid.symmetric(CODES, intervals[c].magnitude()).scale(), Grid.MIN_SCALE), stream.scale()));
    Handoff output = new Handoff(factor, new double[factor.length], new Grid(CODES, 1, 0));
    double[] equal = new double[factor.length];
    Arrays.fill(equal, 1);
    NormParams norm = norm(name, input, equal, output);
    grids.put(result, stream);
    return new StreamNorm(norm, Optional.of(toStream(output.scales())));
  }

  /**
   * What a squared error of a channel does behind LayerNorm: its own output moves by γ/σ, which the next weights see;
   * and σ moves by x̂/C for each unit of error, which moves all outputs.
   */
  private double[] importance(double[] gamma, PtfCalibration input, LinearCompiler next) {
    int channels = gamma.length;
    double[] direct = new double[channels];
    double[] energy = new double[channels];
    for (int c = 0; c < channels; c++) {
      direct[c] = gamma[c] * gamma[c] * next.squares(c);
      energy[c] = input.channel(c).sum(x -> x * x) / input.channel(c).total();
    }
    double meanDirect = Arrays.stream(direct).average().orElseThrow();
    double meanEnergy = Math.max(Arrays.stream(energy).average().orElseThrow(), Grid.MIN_SCALE);
    double spread = options.tuning().get("ptf-spread") * meanDirect / channels;
    Arrays.setAll(direct, c -> direct[c] + spread * (1 + energy[c] / meanEnergy));
    return direct;
  }

  /** The layer behind a handoff. */
  LinearCompiler.Compiled behind(LinearCompiler layer, Handoff handoff, String input, double[] next) {
    LinearCompiler.Compiled compiled =
        layer.scaled(handoff.factor(), handoff.offset()).compile(handoff.grid(), correction(handoff, input), next);
    grids.put(layer.name() + ".acc", compiled.scale());
    return compiled;
  }

  double[] correction(Handoff handoff, String input) {
    return correction(handoff.mean(ranges.mean(input)));
  }

  private double[] correction(double[] mean) {
    return options.tuning().on("bias-correction") ? mean : new double[mean.length];
  }
}
