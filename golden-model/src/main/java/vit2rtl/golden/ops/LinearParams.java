package vit2rtl.golden.ops;

import java.util.Arrays;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;

/**
 * Parameters of {@link Linear}.
 *
 * @param name    for messages and files
 * @param inputs  length of a row of x
 * @param outputs length of a row of results
 * @param weights int8, row-major [outputs, inputs]
 * @param bias    per output, the input's zero point included
 * @param input   range of the input codes, at most 16 bits
 */
public record LinearParams(String name, int inputs, int outputs, byte[] weights, int[] bias, IntRange input) {
  public static final int MAX_INPUT_BITS = 16;

  public LinearParams {
    weights = weights.clone();
    bias = bias.clone();
    if ((long) inputs * outputs != weights.length || bias.length != outputs) {
      throw new InputException(name + ": " + weights.length + " weights and " + bias.length + " biases for " + inputs
          + " inputs and " + outputs + " outputs; needed: one weight for each pair, one bias for each output");
    }
    if (input.bits() > MAX_INPUT_BITS) {
      throw new InputException(name + ": input codes are " + input + "; allowed: up to " + MAX_INPUT_BITS + " bits");
    }
  }

  /** The least and the greatest value a partial sum of output {@code o} can take, whatever the order of adding. */
  public IntRange accumulator(int o) {
    long low = Math.min(0, bias[o]);
    long high = Math.max(0, bias[o]);
    for (int i = o * inputs; i < (o + 1) * inputs; i++) {
      long a = weights[i] * input.min();
      long b = weights[i] * input.max();
      low += Math.min(0, Math.min(a, b));
      high += Math.max(0, Math.max(a, b));
    }
    return new IntRange(low, high);
  }

  @Override
  public byte[] weights() {
    return weights.clone();
  }

  @Override
  public int[] bias() {
    return bias.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LinearParams p && name.equals(p.name) && inputs == p.inputs && outputs == p.outputs
        && Arrays.equals(weights, p.weights) && Arrays.equals(bias, p.bias) && input.equals(p.input);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(weights) * 31 + Arrays.hashCode(bias);
  }
}
