package vit2rtl.golden.ops;

import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.softmax.LogIntSoftmax;

/**
 * Integer multi-head attention between the qkv and the output projection. A row of {@code qkv} holds the queries of head
 * 0, head 1, …, then the keys, then the values; zp is subtracted from each code.
 * <pre>
 *   scores[h][i][j]  = Requantizer_h(Σ_d q[i][d]·k[j][d])            1/√d and the scale folded into the multiplier
 *   codes[h][i][·]   = softmax of the row, {@link AttentionWeights}
 *   context[i][h, d] = Requantizer_(h,d)(Σ_j weight(codes[h][i][j])·v[j][d])
 * </pre>
 * Accumulators are 32 bits wide; their ranges are proven at construction.
 */
public final class Attention {
  private final AttentionParams params;
  private final IntProduct product;
  private final int tokens;
  private final LogIntSoftmax log;
  private final ShiftAccumulate shift;
  private final UniformIntSoftmax uniform;
  private final IntRange contextAccumulator;

  /** What attention computes on the way; arrays are not used again. */
  public interface Steps {
    void scores(int[] accumulators, int[] codes);

    void codes(int[] codes);

    void context(int[] accumulators, int[] codes);
  }

  public Attention(AttentionParams params, int tokens, IntProduct product) {
    this.params = params;
    this.product = product;
    this.tokens = tokens;
    if (params.weights() instanceof AttentionWeights.Log weights) {
      this.log = new LogIntSoftmax(weights.softmax());
      this.shift = new ShiftAccumulate(weights.softmax(), product);
      this.uniform = null;
      this.contextAccumulator = shift.accumulator(tokens, params.centred());
    } else {
      AttentionWeights.Uniform weights = (AttentionWeights.Uniform) params.weights();
      this.log = null;
      this.shift = null;
      this.uniform = new UniformIntSoftmax(weights);
      // The codes of a row sum to at most L + N/2, and none exceeds the greatest code.
      long sum = Math.min(weights.levels() + tokens / 2 + 1, (long) tokens * weights.maxCode());
      this.contextAccumulator = new IntRange(Math.min(0, params.centred().min() * sum), params.centred().max() * sum);
    }
    require("Q.K accumulator", params.scoreAccumulator());
    require("attention.V accumulator", contextAccumulator);
  }

  private static void require(String what, IntRange range) {
    if (!IntRange.INT32.contains(range)) {
      throw new InputException("attention: the " + what + " can reach " + range + "; allowed: 32 bits");
    }
  }

  public AttentionParams params() {
    return params;
  }

  /** Proven range of the attention·V accumulators. */
  public IntRange contextAccumulator() {
    return contextAccumulator;
  }

  /** Range of the attention codes. */
  public IntRange attentionCodes() {
    return new IntRange(0, params.weights() instanceof AttentionWeights.Log weights
        ? weights.softmax().maxCode() : ((AttentionWeights.Uniform) params.weights()).maxCode());
  }

  /**
   * Context codes of one image.
   *
   * @param qkv codes, row-major [tokens, 3·heads·headWidth]
   * @return row-major [tokens, heads·headWidth]
   */
  public int[] apply(int[] qkv, Steps steps) {
    int width = params.heads() * params.headWidth();
    int[] centred = new int[qkv.length];
    for (int i = 0; i < qkv.length; i++) {
      centred[i] = qkv[i] - params.zeroPoint();
    }
    IntMatrix all = IntMatrix.of(centred, tokens, 3 * width);
    int[] sums = new int[params.heads() * tokens * tokens];
    for (int h = 0; h < params.heads(); h++) {
      IntMatrix keys = head(all, params.heads() + h);
      product.multiply(head(all, h), product.pack(keys.transposed()), sums, h * tokens * tokens, tokens);
    }
    int[] scores = sums.clone();
    params.scores().blocks(scores, tokens * tokens);
    steps.scores(sums, scores);
    int[] codes = log != null ? log.apply(scores, tokens) : uniform.apply(scores, tokens);
    steps.codes(codes);
    int[] context = new int[tokens * width];
    for (int h = 0; h < params.heads(); h++) {
      IntMatrix rows = new IntMatrix(codes, h * tokens * tokens, tokens, tokens, tokens, 1);
      PackedMatrix values = product.pack(head(all, 2 * params.heads() + h));
      if (shift != null) {
        shift.apply(rows, values, context, h * params.headWidth(), width);
      } else {
        product.multiply(rows, values, context, h * params.headWidth(), width);
      }
    }
    int[] contextCodes = params.context().columns(context);
    steps.context(context, contextCodes);
    return contextCodes;
  }

  private IntMatrix head(IntMatrix all, int index) {
    return all.columns(index * params.headWidth(), params.headWidth());
  }
}
