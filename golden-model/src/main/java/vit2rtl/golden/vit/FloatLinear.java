package vit2rtl.golden.vit;

import vit2rtl.golden.kernel.real.FloatParts;

/**
 * y = x·Wᵀ + b on rows of x.
 *
 * @param transposed W transposed, {@code [inputs, outputs]} in row order, so that the product reads it row by row
 * @param bias       by output
 * @param inputs     columns of x
 * @param outputs    columns of y
 */
public record FloatLinear(float[] transposed, float[] bias, int inputs, int outputs) {

  /** Of a checkpoint's {@code name.weight} and {@code name.bias}. */
  public static FloatLinear of(VitCheckpoint checkpoint, String name, int inputs, int outputs) {
    return of(checkpoint.tensor(name + ".weight"), checkpoint.tensor(name + ".bias"), inputs, outputs);
  }

  public static FloatLinear of(float[] weight, float[] bias, int inputs, int outputs) {
    float[] transposed = new float[weight.length];
    for (int o = 0; o < outputs; o++) {
      for (int i = 0; i < inputs; i++) {
        transposed[i * outputs + o] = weight[o * inputs + i];
      }
    }
    return new FloatLinear(transposed, bias, inputs, outputs);
  }

  FloatParts.Layer part() {
    return new FloatParts.Layer(transposed, bias, inputs, outputs);
  }

  public void apply(FloatProduct product, float[] x, int rows, float[] y) {
    product.multiply(FloatMatrix.of(x, rows, inputs), FloatMatrix.of(transposed, inputs, outputs),
        FloatMatrix.of(y, rows, outputs));
    for (int r = 0; r < rows; r++) {
      for (int o = 0; o < outputs; o++) {
        y[r * outputs + o] += bias[o];
      }
    }
  }
}
