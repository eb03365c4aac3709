package vit2rtl.golden.ops;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.softmax.LogIntSoftmax;
import vit2rtl.golden.softmax.ZeroState;
import vit2rtl.golden.swin.Windows;

/**
 * Integer multi-head attention between the qkv and the output projection. A row of {@code qkv} holds the queries of head
 * 0, head 1, …, then the keys, then the values; zp is subtracted from each code.
 * <pre>
 *   scores[h][i][j]  = Requantizer_h(Σ_d q[i][d]·k[j][d])            1/√d and the scale folded into the multiplier
 *   codes[h][i][·]   = softmax of the row, {@link AttentionWeights}
 *   context[i][h, d] = Requantizer_(h,d)(Σ_j weight(codes[h][i][j])·v[j][d])
 * </pre>
 * Within windows ({@link WindowParams}) i and j are places of one window, a bias of their relative position joins the sum of
 * a score, and softmax goes over the keys that the query sees; the others have the code of exactly zero. Pairs are then
 * [windows, heads, N, N]; scores of all pairs are computed. Without windows all tokens are one.
 *
 * <p>Accumulators are 32 bits wide; their ranges are proven at construction.
 */
public final class Attention {
  private final AttentionParams params;
  private final IntProduct product;
  private final int tokens;
  private final int windows;
  /** Token at each place; null where places are tokens. */
  private final int[] order;
  /** What is added to each pair's sum, [heads, N, N]; empty for nothing. */
  private final int[] bias;
  /** Places of each window that see each other; null where all do. */
  private final int[][][] groups;
  private final LogIntSoftmax log;
  private final ShiftAccumulate shift;
  private final UniformIntSoftmax uniform;
  private final IntRange scoreAccumulator;
  private final IntRange contextAccumulator;

  /** What attention computes on the way; arrays are not used again. */
  public interface Steps {
    void scores(int[] accumulators, int[] codes);

    void codes(int[] codes);

    void context(int[] accumulators, int[] codes);
  }

  /** All tokens are one window. */
  public Attention(AttentionParams params, int tokens, IntProduct product) {
    this(params, tokens, Optional.empty(), product);
  }

  /** Within windows. */
  public Attention(AttentionParams params, WindowParams windows, IntProduct product) {
    this(params, windows.windows().tokens(), Optional.of(windows), product);
  }

  private Attention(AttentionParams params, int tokens, Optional<WindowParams> within, IntProduct product) {
    this.params = params;
    this.product = product;
    this.tokens = tokens;
    this.windows = within.map(w -> w.windows().count()).orElse(1);
    this.order = within.map(w -> w.windows().order()).orElse(null);
    this.bias = within.map(WindowParams::pairs).orElse(new int[0]);
    this.groups = within.filter(w -> w.windows().shift() > 0).map(w -> groups(w.windows())).orElse(null);
    IntRange added = within.map(WindowParams::range).orElse(new IntRange(0, 0));
    IntRange products = params.scoreAccumulator();
    this.scoreAccumulator =
        new IntRange(products.min() + Math.min(0, added.min()), products.max() + Math.max(0, added.max()));
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
    require("Q.K accumulator", scoreAccumulator);
    require("attention.V accumulator", contextAccumulator);
    within.ifPresent(this::require);
  }

  private static void require(String what, IntRange range) {
    if (!IntRange.INT32.contains(range)) {
      throw new InputException("attention: the " + what + " can reach " + range + "; allowed: 32 bits");
    }
  }

  private void require(WindowParams within) {
    if (within.heads() != params.heads()) {
      throw new InputException("attention of " + params.heads() + " heads has relative positions of " + within.heads());
    }
    if (groups != null && log != null && log.params().zero() == ZeroState.CLIP) {
      throw new InputException("attention in shifted windows has no code for the keys that a query does not see;"
          + " allowed: quantisation settings zero=0 (an extra bit) and zero=1 (the greatest code), not zero=2 (clip)");
    }
  }

  /** Places of each window by zone, in their order. */
  private static int[][][] groups(Windows windows) {
    int n = windows.tokens();
    int[] zones = windows.zones();
    int[][][] groups = new int[windows.count()][][];
    for (int w = 0; w < groups.length; w++) {
      int first = w * n;
      groups[w] = IntStream.range(0, n).map(i -> zones[first + i]).distinct()
          .mapToObj(zone -> IntStream.range(0, n).filter(i -> zones[first + i] == zone).toArray()).toArray(int[][]::new);
    }
    return groups;
  }

  public AttentionParams params() {
    return params;
  }

  /** N, elements of a row of scores. */
  public int rowLength() {
    return tokens;
  }

  /** Rows of scores. */
  public int rows() {
    return windows * params.heads() * tokens;
  }

  /** Proven range of the Q·Kᵀ accumulators, the bias with them. */
  public IntRange scoreAccumulator() {
    return scoreAccumulator;
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
    int[] centred = centred(qkv, 3 * width);
    int pairs = tokens * tokens;
    int[] sums = new int[rows() * tokens];
    for (int w = 0; w < windows; w++) {
      IntMatrix all = window(centred, w, 3 * width);
      for (int h = 0; h < params.heads(); h++) {
        IntMatrix keys = head(all, params.heads() + h);
        product.multiply(head(all, h), product.pack(keys.transposed()), sums, (w * params.heads() + h) * pairs, tokens);
      }
    }
    for (int i = 0; bias.length > 0 && i < sums.length; i++) {
      sums[i] += bias[i % bias.length];
    }
    int[] scores = sums.clone();
    for (int w = 0; w < windows; w++) {
      params.scores().blocks(scores, w * params.heads() * pairs, pairs);
    }
    steps.scores(sums, scores);
    int[] codes = softmax(scores);
    steps.codes(codes);
    int[] context = new int[windows * tokens * width];
    for (int w = 0; w < windows; w++) {
      IntMatrix all = window(centred, w, 3 * width);
      for (int h = 0; h < params.heads(); h++) {
        IntMatrix rows = new IntMatrix(codes, (w * params.heads() + h) * pairs, tokens, tokens, tokens, 1);
        PackedMatrix values = product.pack(head(all, 2 * params.heads() + h));
        int to = w * tokens * width + h * params.headWidth();
        if (shift != null) {
          shift.apply(rows, values, context, to, width);
        } else {
          product.multiply(rows, values, context, to, width);
        }
      }
    }
    int[] placed = inTokenOrder(context, width);
    int[] contextCodes = params.context().columns(placed);
    steps.context(placed, contextCodes);
    return contextCodes;
  }

  /** Rows at their places, without zero point. */
  private int[] centred(int[] qkv, int columns) {
    int[] centred = new int[qkv.length];
    for (int place = 0; place < windows * tokens; place++) {
      int from = (order == null ? place : order[place]) * columns;
      for (int c = 0; c < columns; c++) {
        centred[place * columns + c] = qkv[from + c] - params.zeroPoint();
      }
    }
    return centred;
  }

  private int[] inTokenOrder(int[] places, int columns) {
    if (order == null) {
      return places;
    }
    int[] rows = new int[places.length];
    for (int place = 0; place < order.length; place++) {
      System.arraycopy(places, place * columns, rows, order[place] * columns, columns);
    }
    return rows;
  }

  private int[] softmax(int[] scores) {
    if (groups == null) {
      return softmax(scores, tokens);
    }
    int[] codes = new int[scores.length];
    Arrays.fill(codes, log != null ? log.params().maxCode() : 0);
    for (int block = 0; block < windows * params.heads(); block++) {
      for (int[] group : groups[block / params.heads()]) {
        group(scores, block * tokens * tokens, group, codes);
      }
    }
    return codes;
  }

  /** Of one head the rows and columns of places that see each other, moved together and apart again. */
  private void group(int[] scores, int at, int[] places, int[] codes) {
    int n = places.length;
    int[] seen = new int[n * n];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = scores[at + places[i / n] * tokens + places[i % n]];
    }
    int[] result = softmax(seen, n);
    for (int i = 0; i < seen.length; i++) {
      codes[at + places[i / n] * tokens + places[i % n]] = result[i];
    }
  }

  private int[] softmax(int[] scores, int length) {
    return log != null ? log.apply(scores, length) : uniform.apply(scores, length);
  }

  private IntMatrix window(int[] rows, int window, int columns) {
    return new IntMatrix(rows, window * tokens * columns, tokens, columns, columns, 1);
  }

  private IntMatrix head(IntMatrix all, int index) {
    return all.columns(index * params.headWidth(), params.headWidth());
  }
}
