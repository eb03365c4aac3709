package vit2rtl.golden.recipe;

import java.util.Arrays;
import java.util.Optional;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.ops.AttentionParams;
import vit2rtl.golden.ops.AttentionWeights;
import vit2rtl.golden.ops.HeadNorms;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.quant.Grid;
import vit2rtl.golden.quant.Interval;
import vit2rtl.golden.vit.VitExtra;
import vit2rtl.golden.vit.VitShape;

/**
 * Attention in the wide recipe. Queries, keys and values are symmetric int8 codes with a scale per channel, which costs
 * nothing as requantisation is per channel: the scales of a query channel and its key channel multiply to one constant
 * per head, and those of values and context end in requantisers. Keys may lose a constant per channel (it adds the same
 * to a whole row of scores, which softmax ignores) and values theirs, which the projection's bias gives back as if each
 * row of probabilities summed to one; so the codes of log-quantised rows, which do not, err on the deviations only.
 */
final class WideAttention {
  private static final IntRange CODES = new IntRange(-127, 127);
  private static final IntRange SCORES = IntRange.unsigned(8);

  private final String name;
  private final VitShape shape;
  private final Ranges ranges;
  private final QuantizeOptions options;
  private final Grids grids;
  private final double[] offset;
  private final double[] scale;
  private final double[] product;
  private final Grid scores;
  private final AttentionWeights weights;
  /** Of queries and keys, where they are normalised; else null. */
  private final WideHeadNorms before;

  WideAttention(String name, VitShape shape, Ranges ranges, QuantizeOptions options, Grids grids) {
    this.name = name;
    this.shape = shape;
    this.ranges = ranges;
    this.options = options;
    this.grids = grids;
    int width = shape.width();
    this.offset = new double[3 * width];
    this.scale = new double[3 * width];
    this.product = new double[shape.heads()];
    boolean normed = shape.variant().has(VitExtra.QK_NORM);
    String multiplied = name + (normed ? "attn.qk_norm" : "attn.qkv");
    Interval[] queriesAndKeys = ranges.columns(multiplied, options.tuning().get("qk-clip"));
    double[] keyMean = ranges.mean(multiplied);
    Interval[] values = ranges.columns(name + "attn.qkv", options.tuning().get("v-clip"));
    double[] mean = ranges.mean(name + "attn.qkv");
    for (int c = 0; c < width; c++) {
      if (options.tuning().on("centre-keys")) {
        offset[width + c] = keyMean[width + c];
      }
      if (options.tuning().on("centre")) {
        offset[2 * width + c] = mean[2 * width + c];
      }
      scale[2 * width + c] = Grid.symmetric(CODES, reach(values[2 * width + c], offset[2 * width + c])).scale();
    }
    Interval seen =
        ranges.all(name + "attn.scores", options.tuning().get("score-low"), options.tuning().get("score-high"));
    this.scores = grids.put(name + "attn.scores", options.tuning().on("score-halvings")
        ? Grids.scoresOnHalvings(SCORES, seen) : Grids.scores(SCORES, seen));
    this.weights = new AttentionCoder(options).weights(scores.scale(), ranges.all(name + "attn.softmax", 0).max());
    for (int h = 0; h < shape.heads(); h++) {
      shareOut(h, queriesAndKeys);
    }
    this.before = normed ? WideHeadNorms.of(name, shape, ranges, scale, offset) : null;
    grids.put(name + "attn.qkv", scales());
    if (normed) {
      grids.put(name + "attn.qk_norm", Arrays.copyOf(scale, 2 * width));
    }
  }

  private static double reach(Interval interval, double offset) {
    return Math.max(interval.max() - offset, offset - interval.min());
  }

  /** Scales of one head's queries and keys: the channel of the greatest product uses all codes on both sides. */
  private void shareOut(int head, Interval[] intervals) {
    int from = head * shape.headWidth();
    double greatest = 0;
    for (int c = from; c < from + shape.headWidth(); c++) {
      greatest = Math.max(greatest, queries(intervals, c) * keys(intervals, c));
    }
    product[head] = Ratios.exact(greatest / (CODES.max() * CODES.max()), scoreStep());
    for (int c = from; c < from + shape.headWidth(); c++) {
      scale[c] = Math.sqrt(product[head] * queries(intervals, c) / keys(intervals, c));
      scale[shape.width() + c] = product[head] / scale[c];
    }
  }

  /** What a step of Q·Kᵀ becomes a step of the scores at. */
  private double scoreStep() {
    return scores.scale() * Math.sqrt(shape.headWidth());
  }

  /** What a step of each head's Q·Kᵀ accumulators is worth in scores. */
  double[] step() {
    return Ratios.divide(product, Math.sqrt(shape.headWidth()));
  }

  private double queries(Interval[] intervals, int c) {
    return Math.max(reach(intervals[c], offset[c]), Grid.MIN_SCALE);
  }

  private double keys(Interval[] intervals, int c) {
    return Math.max(reach(intervals[shape.width() + c], offset[shape.width() + c]), Grid.MIN_SCALE);
  }

  /** The qkv layer without the offsets. */
  LinearCompiler centred(LinearCompiler qkv) {
    double[] bias = qkv.bias().clone();
    for (int c = before == null ? 0 : 2 * shape.width(); c < bias.length; c++) {
      bias[c] -= offset[c];
    }
    return new LinearCompiler(qkv.name(), qkv.weights(), bias, qkv.inputs());
  }

  /** Scales of queries, keys and values, per channel, as the qkv layer gives them. */
  double[] scales() {
    return before == null ? scale.clone() : before.scales();
  }

  Requantizer codes(double[] accumulator) {
    return Ratios.requantizer(Ratios.divide(accumulator, scales()), 0, CODES);
  }

  /** The norms of queries and keys, if the model has them. */
  Optional<HeadNorms> headNorms(FloatLayers layers) {
    return Optional.ofNullable(before).map(norms -> norms.compile(layers));
  }

  /** From context to projection. */
  Handoff handoff(LinearCompiler proj) {
    Interval[] intervals = ranges.columns(name + "attn.context", options.tuning().get("context-clip"));
    double[] means = new double[shape.width()];
    System.arraycopy(offset, 2 * shape.width(), means, 0, means.length);
    double margin = options.tuning().get("context-margin");
    for (int c = 0; c < means.length; c++) {
      double reach = margin * reach(intervals[c], means[c]);
      intervals[c] = new Interval(means[c] - reach, means[c] + reach);
    }
    return exact(ranges.handoff(name + "attn.context", intervals, means, proj));
  }

  /** With factors that make the requantiser's ratios exact. */
  private Handoff exact(Handoff handoff) {
    double[] factor = handoff.factor().clone();
    for (int c = 0; c < factor.length; c++) {
      factor[c] = Ratios.exactNext(valueStep(c), factor[c] * handoff.grid().scale()) / handoff.grid().scale();
    }
    return new Handoff(factor, handoff.offset(), handoff.grid());
  }

  /** What a step of an attention·V accumulator is worth. */
  private double valueStep(int c) {
    return scale[2 * shape.width() + c] * AttentionCoder.step(weights);
  }

  AttentionParams params(Handoff context) {
    double[] toScores = Ratios.divide(product, scoreStep());
    double[] toContext = new double[shape.width()];
    double[] contextScales = context.scales();
    for (int c = 0; c < toContext.length; c++) {
      toContext[c] = valueStep(c) / contextScales[c];
    }
    grids.put(name + "attn.context", contextScales);
    // A norm's codes reach one further down than a requantiser's.
    return new AttentionParams(shape.heads(), shape.headWidth(), before == null ? CODES : IntRange.signed(8), 0,
        Ratios.requantizer(toScores, scores.zeroPoint(), SCORES), weights,
        Ratios.requantizer(toContext, 0, CODES));
  }
}
