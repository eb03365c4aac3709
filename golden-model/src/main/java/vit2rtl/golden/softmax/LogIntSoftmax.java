package vit2rtl.golden.softmax;

import vit2rtl.golden.InputException;

/**
 * Log-Int-Softmax: integer scores in, logarithmic attention codes out (FQ-ViT, Lin et al., IJCAI 2022, section 3.3);
 * the definition that hardware is compared with.
 *
 * <p>For a row of N score codes q_i (the zero point cancels):
 * <pre>
 *   e_i = i-exp(q_i − max q)     {@link IExp}, ≥ 1
 *   S   = Σ e_i                  &lt; 2^62
 * </pre>
 * Base 2, the reference's rounding:
 * <pre>
 *   ρ_i = S/e_i rounded half to even,  ρ ≥ 1
 *   k_i = ⌊log2 ρ⌋, plus 1 where ρ − 2^⌊log2 ρ⌋ ≥ 2^(⌊log2 ρ⌋ − 1)
 * </pre>
 * Base √2 (half steps), on the exact quotient, rounded near the geometric middle of two steps:
 * <pre>
 *   k_i = the number of thresholds t_j ≤ S/e_i,  t_0, t_1, t_2, … = 19/16, 27/16, 2·19/16, 2·27/16, 4·19/16, …
 * </pre>
 * (19/16 and 27/16 are 2^¼ and 2^¾ to 0.2 % and 0.4 %, two adders each.) Codes: k, with k beyond the field encoded as
 * {@link ZeroState} says.
 *
 * <p>Immutable; rows are independent, so any number of threads may share one instance.
 */
public final class LogIntSoftmax {
  private static final int LOW_THRESHOLD = 19;
  private static final int HIGH_THRESHOLD = 27;
  private static final int THRESHOLD_BITS = 4;
  /** Sums below this leave room for the products that replace the division. */
  private static final long SHORT_SUM = 1L << 57;
  private static final long MOST_SUM = 1L << IExp.MAX_SUM_BITS;

  private final SoftmaxParams params;
  private final long[] exp;

  public LogIntSoftmax(SoftmaxParams params) {
    this(params, params.exp().table());
  }

  /**
   * The same with any e by distance from the row's maximum, as a table that hardware is loaded with may hold: nothing
   * above says that they fall.
   *
   * @param params what else there is; its exponential gives the width of scores alone
   * @param exp    e for every distance 0…2^scoreBits − 1, each ≥ 1, and 4096·e &lt; 2^62
   */
  public LogIntSoftmax(SoftmaxParams params, long[] exp) {
    if (exp.length != 1 << params.exp().scoreBits()) {
      throw new InputException("softmax: " + exp.length + " exponentials for scores of " + params.exp().scoreBits()
          + " bits; needed: " + (1 << params.exp().scoreBits()) + ", one for each distance");
    }
    for (int distance = 0; distance < exp.length; distance++) {
      if (exp[distance] < 1 || exp[distance] >= MOST_SUM / IExp.MAX_ROW) {
        throw new InputException("softmax: the exponential of distance " + distance + " is " + exp[distance]
            + "; allowed: 1 to " + (MOST_SUM / IExp.MAX_ROW - 1));
      }
    }
    this.params = params;
    this.exp = exp.clone();
  }

  public SoftmaxParams params() {
    return params;
  }

  /**
   * Codes of whole rows.
   *
   * @param q      scores, row-major [rows, rowLength], each 0…2^scoreBits − 1
   * @param length N, 1…4096
   * @return codes, same shape, 0…{@link SoftmaxParams#maxCode()}
   */
  public int[] apply(int[] q, int length) {
    if (length < 1 || length > IExp.MAX_ROW || q.length % length != 0) {
      throw new InputException("softmax: " + q.length + " scores in rows of " + length
          + "; allowed: whole rows of 1 to " + IExp.MAX_ROW);
    }
    int[] code = new int[q.length];
    for (int row = 0; row < q.length; row += length) {
      int max = max(q, row, length);
      long sum = sum(q, row, length, max);
      for (int i = row; i < row + length; i++) {
        code[i] = params.encode(step(sum, exp[max - q[i]]));
      }
    }
    return code;
  }

  /** S of one row, in units of 2^droppedBits. */
  public long sum(int[] q, int row, int length) {
    return sum(q, row, length, max(q, row, length));
  }

  private int max(int[] q, int row, int length) {
    int max = 0;
    for (int i = row; i < row + length; i++) {
      if (q[i] < 0 || q[i] >= exp.length) {
        throw new InputException("softmax: score " + q[i] + " at row " + row / length + ", element " + (i - row)
            + " is outside 0 to " + (exp.length - 1));
      }
      max = Math.max(max, q[i]);
    }
    return max;
  }

  private long sum(int[] q, int row, int length, int max) {
    long sum = 0;
    for (int i = row; i < row + length; i++) {
      sum += exp[max - q[i]];
    }
    return sum;
  }

  /** The grid step k of a probability e/S, before it is fitted into the code field. */
  public int step(long sum, long e) {
    if (sum < SHORT_SUM) {
      return params.base() == LogBase.TWO ? shortFullStep(sum, e) : shortHalfStep(sum, e);
    }
    return params.base() == LogBase.TWO ? fullStep(sum, e) : halfStep(sum, e);
  }

  /** How far the leading one of S is above that of e: 2^(k0−1) &lt; S/e &lt; 2^(k0+1). */
  private static int leadingOnes(long sum, long e) {
    return Long.numberOfLeadingZeros(e) - Long.numberOfLeadingZeros(sum);
  }

  /** {@link #fullStep} without a division: ρ ≥ t exactly where 2S ≥ (2t − 1)·e, ties to even deciding equality. */
  private static int shortFullStep(long sum, long e) {
    int k0 = leadingOnes(sum, e);
    if (k0 == 0) {
      return 2 * sum >= 3 * e ? 1 : 0;
    }
    return k0 - 1 + (reaches(sum, e, k0) ? 1 : 0) + (reaches(sum, e, k0 + 1) ? 1 : 0);
  }

  /** Whether the rounded ratio comes to code j ≥ 1: ρ ≥ 3·2^(j−2), for j = 1 and 2 ρ ≥ 2 and ρ ≥ 3. */
  private static boolean reaches(long sum, long e, int j) {
    if (j == 1) {
      return 2 * sum >= 3 * e;
    }
    // At S/e = 5/2 the half goes to the even 2; elsewhere the middle lies at an odd multiple whose half goes up.
    return j == 2 ? 2 * sum > 5 * e : 2 * sum >= (3 * e << (j - 1)) - e;
  }

  /** {@link #halfStep} without a division: thresholds below 2^(k0−1) are passed, those above 2^(k0+1) are not. */
  private static int shortHalfStep(long sum, long e) {
    int k0 = leadingOnes(sum, e);
    int octave = Math.max(0, k0 - 1);
    int steps = 2 * octave;
    long sixteenths = sum << THRESHOLD_BITS;
    for (; octave <= k0; octave++) {
      steps += sixteenths >= LOW_THRESHOLD * e << octave ? 1 : 0;
      steps += sixteenths >= HIGH_THRESHOLD * e << octave ? 1 : 0;
    }
    return steps;
  }

  private static int fullStep(long sum, long e) {
    long ratio = sum / e;
    long twiceRest = 2 * (sum % e);
    if (twiceRest > e || (twiceRest == e && (ratio & 1) == 1)) {
      ratio++;
    }
    int k = Long.SIZE - 1 - Long.numberOfLeadingZeros(ratio);
    return 2 * ratio >= 3L << k ? k + 1 : k;
  }

  private static int halfStep(long sum, long e) {
    // S/e ≥ t·2^j  ⇔  ⌊16·S/e⌋ ≥ 16·t·2^j, an integer; the quotient and the rest keep 16·S out of the way of overflow.
    long sixteenths = (sum / e << THRESHOLD_BITS) + sixteenthsOfRest(sum % e, e);
    int steps = 0;
    for (long octave = 1; sixteenths >= LOW_THRESHOLD * octave; octave <<= 1) {
      steps += sixteenths >= HIGH_THRESHOLD * octave ? 2 : 1;
    }
    return steps;
  }

  /** ⌊16·rest/e⌋ for rest &lt; e, one bit at a time. */
  private static long sixteenthsOfRest(long rest, long e) {
    long digits = 0;
    for (int i = 0; i < THRESHOLD_BITS; i++) {
      rest <<= 1;
      digits <<= 1;
      if (rest >= e) {
        rest -= e;
        digits |= 1;
      }
    }
    return digits;
  }
}
