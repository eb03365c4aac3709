package vit2rtl.golden.ops;

/**
 * The integer matrix product C = X·W in 32-bit arithmetic. Sums of integers do not depend on their order, so every
 * implementation gives the same bits; what makes a sum fit 32 bits is proven by the operator that asks for it.
 *
 * <p>W is packed first: in the order in which the inner loop reads it.
 */
public interface IntProduct {

  /** The packed form of a matrix. */
  PackedMatrix pack(IntMatrix w);

  /**
   * Computes rows · columns elements of {@code out}, row r from {@code outOffset + r·outStride} on.
   *
   * @param x         rows of X; column stride 1
   * @param w         packed by this implementation
   * @param out       receives the sums
   * @param outOffset index of the first element
   * @param outStride from one row to the next
   */
  void multiply(IntMatrix x, PackedMatrix w, int[] out, int outOffset, int outStride);
}
