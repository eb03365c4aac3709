package vit2rtl.golden;

/**
 * The integers a value can take: what widths and overflow proofs are computed from.
 *
 * @param min least value
 * @param max greatest value, ≥ min
 */
public record IntRange(long min, long max) {
  public static final IntRange INT32 = signed(32);

  public IntRange {
    if (min > max) {
      throw new IllegalArgumentException("range " + min + " to " + max + " is empty");
    }
  }

  /** −2^(bits−1)…2^(bits−1) − 1, bits 1…63. */
  public static IntRange signed(int bits) {
    return new IntRange(-(1L << (bits - 1)), (1L << (bits - 1)) - 1);
  }

  /** 0…2^bits − 1, bits 1…62. */
  public static IntRange unsigned(int bits) {
    return new IntRange(0, (1L << bits) - 1);
  }

  public static IntRange of(CodeFormat format) {
    return new IntRange(format.min(), format.max());
  }

  /** Least and greatest of some values; 0…0 for none. */
  public static IntRange of(int[] values) {
    int min = Integer.MAX_VALUE;
    int max = Integer.MIN_VALUE;
    for (int value : values) {
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    return values.length == 0 ? new IntRange(0, 0) : new IntRange(min, max);
  }

  public boolean contains(long value) {
    return value >= min && value <= max;
  }

  public boolean contains(IntRange other) {
    return other.min >= min && other.max <= max;
  }

  public IntRange union(IntRange other) {
    return new IntRange(Math.min(min, other.min), Math.max(max, other.max));
  }

  /** All values moved by a constant. */
  public IntRange plus(long offset) {
    return new IntRange(Math.addExact(min, offset), Math.addExact(max, offset));
  }

  /** The value of this range nearest to {@code value}. */
  public long saturate(long value) {
    return Math.max(min, Math.min(max, value));
  }

  /** Bits that hold every value: unsigned where none is negative, two's complement otherwise; at least 1. */
  public int bits() {
    int magnitude = Long.SIZE - Long.numberOfLeadingZeros(Math.max(max, ~min));
    return min < 0 ? magnitude + 1 : Math.max(1, Long.SIZE - Long.numberOfLeadingZeros(max));
  }

  @Override
  public String toString() {
    return min + " to " + max;
  }
}
