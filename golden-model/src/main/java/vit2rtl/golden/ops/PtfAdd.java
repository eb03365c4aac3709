package vit2rtl.golden.ops;

import java.util.Arrays;
import vit2rtl.golden.InputException;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.layernorm.LayerNormParams;

/**
 * The sum of two code tensors on a Power-of-Two-Factor grid, as the paper's placement of quantisers needs it:
 * <pre>
 *   x_c = ((A_c − zpA) &lt;&lt; αA_c)·MA + (B_c − zpB)·MB
 *   q_c = saturate(⌊(x_c + 2^(t_c−1)) / 2^t_c⌋ + zp),   t_c = shift + α_c   (t = 0: x + zp)
 * </pre>
 * M = round(2^shift · scale/s), the scales of A and B against the smallest scale s of the result: two constant
 * multipliers per layer, shifts per channel. Rounded half up.
 *
 * <p><b>No overflow.</b> 255·2^7 · 2^16 + 255·2^16 &lt; 2^32: the sum takes 33 bits and a sign and is kept in 64.
 *
 * @param a       zero point and factors of A
 * @param aFactor MA, 0…2^16 − 1
 * @param bZero   zpB
 * @param bFactor MB, 0…2^16 − 1
 * @param shift   0…40
 * @param alpha   factors of the result
 * @param zero    zp
 * @param output  format of the result
 */
public record PtfAdd(Operand a, int aFactor, int bZero, int bFactor, int shift, int[] alpha, int zero,
    CodeFormat output) {
  public static final int MAX_FACTOR = (1 << 16) - 1;
  public static final int MAX_SHIFT = 40;

  /** Zero point and power-of-two factors of a code tensor. */
  public record Operand(int zero, int[] alpha) {
    public Operand {
      alpha = alpha.clone();
    }

    @Override
    public int[] alpha() {
      return alpha.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Operand o && zero == o.zero && Arrays.equals(alpha, o.alpha);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(alpha) * 31 + zero;
    }
  }

  public PtfAdd {
    alpha = alpha.clone();
    if (aFactor < 0 || aFactor > MAX_FACTOR || bFactor < 0 || bFactor > MAX_FACTOR || shift < 0 || shift > MAX_SHIFT) {
      throw new InputException("a PTF sum has factors " + aFactor + " and " + bFactor + " and shift " + shift
          + "; allowed: 0 to 65535 and 0 to " + MAX_SHIFT);
    }
    for (int[] factors : new int[][] {a.alpha(), alpha}) {
      for (int value : factors) {
        if (value < 0 || value > LayerNormParams.MAX_ALPHA) {
          throw new InputException("a PTF sum has factor exponent " + value + "; allowed: 0 to 7");
        }
      }
    }
    if (a.alpha().length != alpha.length) {
      throw new InputException("a PTF sum has " + a.alpha().length + " and " + alpha.length + " channels");
    }
  }

  /** Sums of whole rows, A and B of one shape. */
  public int[] apply(int[] first, int[] second) {
    int[] sum = new int[first.length];
    int[] left = a.alpha();
    for (int i = 0; i < sum.length; i++) {
      int c = i % alpha.length;
      long x = ((long) (first[i] - a.zero()) << left[c]) * aFactor + (long) (second[i] - bZero) * bFactor;
      int t = shift + alpha[c];
      long half = (1L << t) >> 1;
      sum[i] = output.saturate(((x + half) >> t) + zero);
    }
    return sum;
  }

  @Override
  public int[] alpha() {
    return alpha.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PtfAdd p && a.equals(p.a) && aFactor == p.aFactor && bZero == p.bZero
        && bFactor == p.bFactor && shift == p.shift && Arrays.equals(alpha, p.alpha) && zero == p.zero
        && output.equals(p.output);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(alpha) * 31 + aFactor;
  }
}
