package vit2rtl.golden;

/**
 * The set of integers a quantised code can take.
 *
 * @param bits width, 4…8
 * @param sign UNSIGNED: 0…2^bits − 1; SIGNED: −2^(bits−1)…2^(bits−1) − 1
 */
public record CodeFormat(int bits, Sign sign) {
  /** Whether codes are two's complement. */
  public enum Sign { UNSIGNED, SIGNED }

  public static final CodeFormat UINT8 = new CodeFormat(8, Sign.UNSIGNED);
  public static final CodeFormat INT8 = new CodeFormat(8, Sign.SIGNED);

  public CodeFormat {
    if (bits < 4 || bits > 8) {
      throw new InputException("code width is " + bits + " bits; allowed are 4 to 8");
    }
  }

  public static CodeFormat unsigned(int bits) {
    return new CodeFormat(bits, Sign.UNSIGNED);
  }

  public static CodeFormat signed(int bits) {
    return new CodeFormat(bits, Sign.SIGNED);
  }

  public int min() {
    return sign == Sign.SIGNED ? -(1 << (bits - 1)) : 0;
  }

  public int max() {
    return sign == Sign.SIGNED ? (1 << (bits - 1)) - 1 : (1 << bits) - 1;
  }

  /** The code nearest to {@code value}. */
  public int saturate(long value) {
    return (int) Math.max(min(), Math.min(max(), value));
  }

  @Override
  public String toString() {
    return (sign == Sign.SIGNED ? "int" : "uint") + bits;
  }
}
