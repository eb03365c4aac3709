package vit2rtl.golden.ops;

import vit2rtl.golden.IntRange;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.golden.softmax.ZeroState;

/**
 * Attention·V for logarithmic codes k: no element-wise multiplier. With v the values (zero point removed) and F fraction
 * bits, for base 2
 * <pre>
 *   a = Σ_{k ≤ F, k not zero} v &lt;&lt; (F − k)
 * </pre>
 * and for base √2, even and odd codes apart, the odd sum times the constant 1/√2 once per output,
 * <pre>
 *   E = Σ_{k even} v &lt;&lt; (F − k/2),  O = Σ_{k odd} v &lt;&lt; (F − (k−1)/2)
 *   a = E + ⌊(O·46341 + 2^15) / 2^16⌋
 * </pre>
 * a/2^F is the context on the grid of v; the one rounding that follows is the requantisation. F is the greatest shift
 * the codes ask for, at most {@link #MAX_FRACTION}: weights below 2^−F are left out.
 *
 * <p><b>No overflow.</b> A weight exceeds its exact share e/S of the row by a factor below 9/4 in base 2 (the ratio is
 * rounded to an integer, then to a power at linear middles: at most 3/2 each) and below 6/5 in base √2, so the weights of
 * a row sum to less than 9/4, or, even and odd sums apart and the odd ones without their 1/√2, to less than 6/5·√2 &lt;
 * 7/4; with {@link ZeroState#CLIP} each of the N elements may add 2^−k_max more. |v| ≤ 255 and F ≤ 20 then stay below
 * 2^30 for every N ≤ 4096 the softmax allows; O·46341 takes 46 bits.
 */
public final class ShiftAccumulate {
  public static final int MAX_FRACTION = 20;
  /** 1/√2 with 16 fraction bits. */
  public static final int INVERSE_ROOT = 46341;
  private static final int ROOT_SHIFT = 16;
  private static final int NONE = 0;

  private final SoftmaxParams params;
  private final IntProduct product;
  private final int fraction;
  private final int[] even;
  private final int[] odd;

  public ShiftAccumulate(SoftmaxParams params, IntProduct product) {
    this.params = params;
    this.product = product;
    this.fraction = fraction(params);
    int codes = params.maxCode() + 1;
    this.even = new int[codes];
    this.odd = new int[codes];
    for (int code = 0; code < codes; code++) {
      (isOdd(params, code) ? odd : even)[code] = weight(params, code);
    }
  }

  /** The power of two by which a code's values are multiplied, in units of 2^−F; 0 for none. */
  public static int weight(SoftmaxParams params, int code) {
    int shift = fraction(params) - halvings(params, code);
    return params.isZero(code) || shift < 0 ? NONE : 1 << shift;
  }

  /** Whether a code's values go to O, the odd sum. */
  public static boolean isOdd(SoftmaxParams params, int code) {
    return params.base() == LogBase.SQRT_TWO && (code & 1) == 1;
  }

  private static int halvings(SoftmaxParams params, int code) {
    return params.base() == LogBase.TWO ? code : code >> 1;
  }

  /** F. */
  public static int fraction(SoftmaxParams params) {
    int greatest = params.zero() == ZeroState.CLIP ? params.maxCode() : params.maxCode() - 1;
    return Math.min(MAX_FRACTION, halvings(params, greatest));
  }

  public int fraction() {
    return fraction;
  }

  /** Proven range of an accumulator and of the result, for rows of N codes and values of a range. */
  public IntRange accumulator(int n, IntRange values) {
    IntRange sum = sum(n, values);
    return params.base() == LogBase.TWO ? sum : new IntRange(2 * sum.min(), 2 * sum.max());
  }

  /** Proven range of one sum of shifted values: of all of them in base 2, of E and of O in base √2. */
  public IntRange sum(int n, IntRange values) {
    long total = weights(n);
    return new IntRange(Math.min(0, values.min()) * total, Math.max(0, values.max()) * total);
  }

  /** What the weights of a row of N codes sum to at most, in units of 2^−F; even and odd ones apart in base √2. */
  public long weights(int n) {
    long share = params.base() == LogBase.TWO ? 9L << fraction >> 2 : 7L << fraction >> 2;
    long clipped = params.zero() == ZeroState.CLIP
        ? (long) n << Math.max(0, fraction - halvings(params, params.maxCode())) : 0;
    return share + clipped;
  }

  /**
   * Accumulators of one head.
   *
   * @param codes  row-major [rows, N]
   * @param values row-major [N, width], zero point removed
   * @param width  values of a token
   * @return row-major [rows, width]
   */
  public int[] apply(int[] codes, int[] values, int width) {
    int n = values.length / width;
    int rows = codes.length / n;
    int[] out = new int[rows * width];
    apply(IntMatrix.of(codes, rows, n), product.pack(IntMatrix.of(values, n, width)), out, 0, width);
    return out;
  }

  /**
   * Accumulators of one head.
   *
   * @param codes  [rows, N]
   * @param values [N, width], packed
   * @param out    receives [rows, width] from {@code offset} on, rows {@code stride} apart
   */
  void apply(IntMatrix codes, PackedMatrix values, int[] out, int offset, int stride) {
    product.multiply(weights(codes, even), values, out, offset, stride);
    if (params.base() == LogBase.TWO) {
      return;
    }
    int[] odds = new int[codes.rows() * values.columns()];
    product.multiply(weights(codes, odd), values, odds, 0, values.columns());
    for (int r = 0; r < codes.rows(); r++) {
      for (int c = 0; c < values.columns(); c++) {
        long sum = odds[r * values.columns() + c];
        out[offset + r * stride + c] += (int) ((sum * INVERSE_ROOT + (1L << (ROOT_SHIFT - 1))) >> ROOT_SHIFT);
      }
    }
  }

  /** Powers of two in place of codes: the product with them is the shift-accumulate, bit for bit. */
  private static IntMatrix weights(IntMatrix codes, int[] weight) {
    int[] powers = new int[codes.rows() * codes.columns()];
    for (int i = 0; i < powers.length; i++) {
      powers[i] = weight[codes.data()[codes.offset() + i]];
    }
    return IntMatrix.of(powers, codes.rows(), codes.columns());
  }
}
