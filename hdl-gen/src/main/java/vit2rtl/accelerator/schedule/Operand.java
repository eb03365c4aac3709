package vit2rtl.accelerator.schedule;

import java.util.function.IntUnaryOperator;
import vit2rtl.golden.ops.LinearParams;

/**
 * A linear layer as the engine takes it: signed 8-bit operands, inputs in the order in which they lie in memory.
 *
 * @param params  the layer
 * @param inner   elements of a row of activations in memory, padding included
 * @param inputOf input of the layer that an element is; −1 for padding
 */
record Operand(LinearParams params, int inner, IntUnaryOperator inputOf) {

  /** Inputs in order, padded at the end. */
  static Operand of(LinearParams params, int inner) {
    int inputs = params.inputs();
    return new Operand(params, inner, i -> i < inputs ? i : -1);
  }

  /** Whether inputs enter as x − 128. */
  boolean unsigned() {
    return params.input().max() > Byte.MAX_VALUE;
  }

  /** K weights of an output column; zeros for padding. */
  byte[] weights(byte[] all, int output, int tile, int width) {
    byte[] word = new byte[width];
    for (int k = 0; output >= 0 && k < width; k++) {
      int element = tile * width + k;
      int input = element < inner ? inputOf.applyAsInt(element) : -1;
      word[k] = input < 0 ? 0 : all[output * params.inputs() + input];
    }
    return word;
  }

  /** The bias, with what inputs that enter as x − 128 lack. */
  long bias(byte[] all, int[] bias, int output) {
    long sum = 0;
    for (int i = 0; unsigned() && i < params.inputs(); i++) {
      sum += all[output * params.inputs() + i];
    }
    return bias[output] + 128 * sum;
  }
}
