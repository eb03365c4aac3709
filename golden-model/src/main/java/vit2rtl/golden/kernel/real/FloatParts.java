package vit2rtl.golden.kernel.real;

/**
 * A transformer block in floats for the kernel, in the order its parts run: GELU, no norms of queries and keys.
 *
 * @param name   which its tensors' names begin with
 * @param tokens rows of the stream
 * @param heads  of its attention
 */
public record FloatParts(String name, int tokens, int heads, Norm norm1, Layer qkv, Layer proj, Norm norm2, Layer fc1,
    Layer fc2) {

  /** A LayerNorm: scale and offset by channel, and what is added to the variance. */
  public record Norm(float[] gamma, float[] beta, double epsilon) {}

  /**
   * A linear layer.
   *
   * @param transposed its weights, [inputs, outputs] in row order
   * @param bias       by output
   */
  public record Layer(float[] transposed, float[] bias, int inputs, int outputs) {}

  int width() {
    return qkv.inputs();
  }
}
