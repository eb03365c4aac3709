package vit2rtl.golden.ops;

import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;

/**
 * The integer linear layer: int8 weights, codes of at most 16 bits, 32-bit accumulators,
 * <pre>
 *   a[r][o] = Σ_i x[r][i]·w[o][i] + b[o]
 * </pre>
 * The input's zero point is folded into the bias, b = round(bias/(s_x·s_w)) − zp·Σ_i w, so codes enter as they are.
 *
 * <p><b>No overflow</b>: for every output, from the actual weights and the input's range, the least and the greatest sum
 * any order of adding can meet are computed when the layer is built; a layer where they leave 32 bits is refused by
 * name.
 *
 * <p>Immutable; any number of threads may share one instance.
 */
public final class Linear {
  private final LinearParams params;
  private final IntProduct product;
  private final PackedMatrix weights;
  private final int[] bias;
  private final IntRange accumulator;

  public Linear(LinearParams params, IntProduct product) {
    this.params = params;
    this.product = product;
    byte[] codes = params.weights();
    int[] wide = new int[codes.length];
    for (int i = 0; i < codes.length; i++) {
      wide[i] = codes[i];
    }
    this.weights = product.pack(IntMatrix.of(wide, params.outputs(), params.inputs()).transposed());
    this.bias = params.bias();
    this.accumulator = prove(params);
  }

  private static IntRange prove(LinearParams params) {
    IntRange all = new IntRange(0, 0);
    for (int o = 0; o < params.outputs(); o++) {
      IntRange range = params.accumulator(o);
      if (!IntRange.INT32.contains(range)) {
        throw new InputException(params.name() + ": the accumulator of output " + o + " can reach " + range
            + "; allowed: 32 bits; the layer has too many inputs or too large a bias for its scale");
      }
      all = all.union(range);
    }
    return all;
  }

  public LinearParams params() {
    return params;
  }

  /** Proven range of every partial sum. */
  public IntRange accumulator() {
    return accumulator;
  }

  /**
   * Accumulators of some rows.
   *
   * @param x row-major [rows, inputs], within the input range
   * @return row-major [rows, outputs]
   */
  public int[] apply(int[] x, int rows) {
    int outputs = params.outputs();
    int[] sums = new int[rows * outputs];
    product.multiply(IntMatrix.of(x, rows, params.inputs()), weights, sums, 0, outputs);
    for (int row = 0; row < sums.length; row += outputs) {
      for (int o = 0; o < outputs; o++) {
        sums[row + o] += bias[o];
      }
    }
    return sums;
  }
}
