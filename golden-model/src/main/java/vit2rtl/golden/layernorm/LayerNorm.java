package vit2rtl.golden.layernorm;

import vit2rtl.golden.InputException;

/**
 * Integer-only LayerNorm on Power-of-Two-Factor codes: the definition that hardware is compared with.
 *
 * <p>For a row of C codes q_c (FQ-ViT, Lin et al., IJCAI 2022, section 3.2, with the statistics kept exact):
 * <pre>
 *   X_c = (q_c − zp) · 2^α_c                            |X| &lt; 2^15
 *   S1 = ΣX,  S2 = ΣX²,  U = C·S2 − S1² + ε             exact, U &lt; 2^61
 *   e: the smallest integer, of either sign, with U &lt; 4^e · 2^20
 *   m = ⌊U / 4^e⌋                                       2^18 ≤ m &lt; 2^20
 *   r ≈ 2^26/√m                                         17 bits, {@link ReciprocalRoot} defines it
 *   D_c = C·X_c − S1                                    |D| ≤ √((C−1)·V)
 *   A_c = ⌊D_c · 2^(8−e)⌋                               |A| ≤ √(C−1)·2^18
 *   z_c = ⌊A_c·r / 2^16⌋                                (X−µ)/σ with 18 fraction bits
 *   y_c = ⌊(z_c·G_c + B_c·2^(F−b)) / 2^F⌋, saturated    the one rounding to the output grid
 * </pre>
 * ⌊·⌋ rounds towards −∞. The constants G, B, F, b carry γ, β, the output scale and zero point and the rounding half
 * ({@link LayerNormCompiler}). The input scale cancels.
 *
 * <p><b>A row without variance</b> (V = 0) has D = 0 in every channel, so z = 0 and y is the rounded β exactly,
 * whatever ε and r are; for U = 0, where m is not defined, r is taken as 0.
 *
 * <p><b>Error.</b> Against the real number, m is low by less than 2^−18, r is off by less than 2^−15.5 (without
 * bias), A by less than one of ≥ 2^17 per σ, z by less than 2^−18 and B by less than 2^−12: together less than 2^−15
 * of y − β plus 2^−16·γ/s_out plus 2^−12.
 *
 * <p><b>No overflow.</b> |A| &lt; √4095·2^18 &lt; 2^24 and r &lt; 2^17 give |A·r| &lt; 2^41; |z| &lt; 2^25 and |G| &lt; 2^17
 * give |z·G| &lt; 2^42, and with |B|·2^(F−b) &lt; 2^52 the sum is below 2^53.
 *
 * <p>Immutable; rows are independent, so any number of threads may share one instance.
 */
public final class LayerNorm {
  /** Fraction bits of the aligned deviation: A = D·2^(ALIGN − e). */
  public static final int ALIGN = 8;
  /** Fraction bits of the normalised value z. */
  public static final int Z_FRACTION = 18;
  /** z = ⌊A·r / 2^Z_SHIFT⌋. */
  public static final int Z_SHIFT = ALIGN + ReciprocalRoot.SCALE - Z_FRACTION;

  private final LayerNormParams params;
  private final int[] alpha;
  private final int[] gain;
  private final long[] offset;

  public LayerNorm(LayerNormParams params) {
    this.params = params;
    this.alpha = params.alpha();
    this.gain = params.gain();
    this.offset = params.offset();
  }

  public LayerNormParams params() {
    return params;
  }

  /**
   * Normalises rows.
   *
   * @param q codes, row-major [rows, C], each within the input format
   * @return codes of the output format, same shape
   */
  public int[] apply(int[] q) {
    int channels = alpha.length;
    if (q.length % channels != 0) {
      throw new InputException("LayerNorm: " + q.length + " codes do not make whole rows of " + channels
          + " channels");
    }
    int[] y = new int[q.length];
    int[] x = new int[channels];
    for (int row = 0; row < q.length; row += channels) {
      decode(q, row, x);
      normalise(x, y, row);
    }
    return y;
  }

  private void decode(int[] q, int row, int[] x) {
    for (int c = 0; c < x.length; c++) {
      int code = q[row + c];
      if (code < params.input().min() || code > params.input().max()) {
        throw new InputException("LayerNorm: code " + code + " at row " + row / x.length + ", channel " + c
            + " is outside " + params.input() + " (" + params.input().min() + " to " + params.input().max() + ")");
      }
      x[c] = (code - params.zeroPoint()) << alpha[c];
    }
  }

  private void normalise(int[] x, int[] y, int row) {
    RowStatistics statistics = RowStatistics.of(x);
    long u = statistics.variance() + params.epsilon();
    int e = exponent(u);
    int offsetShift = params.fraction() - params.offsetFraction();
    long r = u == 0 ? 0 : ReciprocalRoot.of((int) shift(u, -2 * e));
    for (int c = 0; c < x.length; c++) {
      long deviation = (long) x.length * x[c] - statistics.sum();
      long z = (shift(deviation, ALIGN - e) * r) >> Z_SHIFT;
      y[row + c] = params.output().saturate(z * gain[c] + (offset[c] << offsetShift) >> params.fraction());
    }
  }

  /** The smallest e with u &lt; 4^e·2^20; by convention 0 for u = 0. */
  static int exponent(long u) {
    if (u == 0) {
      return 0;
    }
    int bits = Long.SIZE - Long.numberOfLeadingZeros(u);
    return -Math.floorDiv(ReciprocalRoot.MANTISSA_BITS - bits, 2);
  }

  /** ⌊v · 2^left⌋. */
  private static long shift(long v, int left) {
    return left >= 0 ? v << left : v >> -left;
  }
}
