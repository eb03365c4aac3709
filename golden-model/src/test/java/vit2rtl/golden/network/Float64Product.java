package vit2rtl.golden.network;

import java.util.Arrays;
import vit2rtl.golden.ops.LinearParams;

/**
 * Matrix products in 64-bit floats. Products of codes are integers and their sums stay below 2^53, so exact in any
 * order; in this one four rows of the right matrix stay in the nearest cache and the compiler uses the processor's
 * vectors.
 */
final class Float64Product {
  private static final int DEPTH = 4;

  private Float64Product() {}

  /** Adds left·right to sums; left is [rows, inner], right is [inner, columns], sums are [rows, columns]. */
  static void add(double[] left, double[] right, double[] sums, int rows) {
    int inner = left.length / rows;
    int columns = sums.length / rows;
    double[] row = new double[columns];
    for (int k = 0; k < inner; k += DEPTH) {
      for (int r = 0; r < rows; r++) {
        int at = r * inner + k;
        System.arraycopy(sums, r * columns, row, 0, columns);
        if (k + DEPTH <= inner) {
          addFour(row, left, at, right, k * columns);
        } else {
          for (int i = 0; i < inner - k; i++) {
            addOne(row, left[at + i], right, (k + i) * columns);
          }
        }
        System.arraycopy(row, 0, sums, r * columns, columns);
      }
    }
  }

  private static void addFour(double[] row, double[] left, int at, double[] right, int from) {
    double a = left[at];
    double b = left[at + 1];
    double c = left[at + 2];
    double d = left[at + 3];
    int second = from + row.length;
    int third = second + row.length;
    int fourth = third + row.length;
    for (int o = 0; o < row.length; o++) {
      row[o] += a * right[from + o] + b * right[second + o] + c * right[third + o] + d * right[fourth + o];
    }
  }

  private static void addOne(double[] row, double factor, double[] right, int from) {
    for (int o = 0; o < row.length; o++) {
      row[o] += factor * right[from + o];
    }
  }

  /** Sums of a linear layer, bias included; x is [rows, inputs]. */
  static double[] linear(LinearParams params, double[] x) {
    int rows = x.length / params.inputs();
    double[] sums = new double[rows * params.outputs()];
    double[] bias = Arrays.stream(params.bias()).asDoubleStream().toArray();
    for (int row = 0; row < sums.length; row += bias.length) {
      System.arraycopy(bias, 0, sums, row, bias.length);
    }
    add(x, transposed(params), sums, rows);
    return sums;
  }

  private static double[] transposed(LinearParams params) {
    byte[] weights = params.weights();
    double[] transposed = new double[weights.length];
    int at = 0;
    for (int o = 0; o < params.outputs(); o++) {
      for (int i = 0; i < params.inputs(); i++) {
        transposed[i * params.outputs() + o] = weights[at++];
      }
    }
    return transposed;
  }
}
