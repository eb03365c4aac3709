package vit2rtl.golden.recipe;

import java.util.Arrays;
import vit2rtl.golden.InputException;
import vit2rtl.golden.ops.WindowParams;
import vit2rtl.golden.swin.Windows;
import vit2rtl.golden.vit.QkvBias;
import vit2rtl.golden.vit.VitCheckpoint;
import vit2rtl.golden.vit.VitShape;

/** The float layers of a checkpoint, in doubles. */
final class FloatLayers {
  private static final double MAX_BIAS = 1 << 30;

  private final VitCheckpoint checkpoint;

  FloatLayers(VitCheckpoint checkpoint) {
    this.checkpoint = checkpoint;
  }

  VitShape shape() {
    return checkpoint.shape();
  }

  VitCheckpoint checkpoint() {
    return checkpoint;
  }

  double[] values(String name) {
    float[] values = checkpoint.tensor(name);
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  LinearCompiler linear(String name, int inputs) {
    return new LinearCompiler(name, values(name + ".weight"), values(name + ".bias"), inputs);
  }

  LinearCompiler qkv(String name) {
    double[] weights = values(name + ".weight");
    double[] bias = shape().qkvBias() == QkvBias.PRESENT ? values(name + ".bias") : new double[3 * shape().width()];
    return new LinearCompiler(name, weights, bias, shape().width());
  }

  /** A layer without bias. */
  LinearCompiler withoutBias(String name, int inputs) {
    double[] weights = values(name + ".weight");
    return new LinearCompiler(name, weights, new double[weights.length / inputs], inputs);
  }

  /**
   * Relative positions of a block in steps of the Q·Kᵀ accumulators.
   *
   * @param block which names of the block's tensors begin with
   * @param step  what a step of each head's accumulators is worth in scores
   */
  WindowParams windows(String block, Windows windows, double[] step) {
    String name = block + "attn.relative_position_bias_table";
    double[] table = values(name);
    int[] bias = new int[table.length];
    for (int i = 0; i < bias.length; i++) {
      double wanted = Math.rint(table[i] / step[i % step.length]);
      if (!(Math.abs(wanted) <= MAX_BIAS)) {
        throw new InputException(checkpoint.file() + ": tensor '" + name + "' holds " + table[i] + ", which is " + wanted
            + " steps of the products of queries and keys; allowed: up to 2^30, as the sum has 32 bits");
      }
      bias[i] = (int) wanted;
    }
    return new WindowParams(windows, bias);
  }

  /** The patch embedding for raw pixels p: x = (p/255 − mean)/std folded in as x' = p, factor 1/(255·std), offset. */
  LinearCompiler patch() {
    return patch(shape().channels(), shape().patch());
  }

  /** The same of patches of a given size. */
  LinearCompiler patch(int channels, int side) {
    int inputs = channels * side * side;
    double[] factor = new double[inputs];
    double[] offset = new double[inputs];
    for (int i = 0; i < inputs; i++) {
      int channel = i / (side * side);
      factor[i] = 1 / (255 * checkpoint.pixelNorm().std()[channel]);
      offset[i] = checkpoint.pixelNorm().apply(channel, 0);
    }
    return linear("patch_embed.proj", inputs).scaled(factor, offset);
  }

  /** Per input of the patch embedding the pixel that means zero: where the rounded weights are to err least. */
  double[] middlePixels() {
    return middlePixels(shape().channels(), shape().patch());
  }

  double[] middlePixels(int channels, int side) {
    double[] middle = new double[channels * side * side];
    Arrays.setAll(middle, i -> 255 * checkpoint.pixelNorm().mean()[i / (side * side)]);
    return middle;
  }

  /** The tokens before the patches: class token, distillation token, registers; row-major [leading tokens, width]. */
  double[] leading() {
    double[] tokens = new double[shape().leadingTokens() * shape().width()];
    int at = 0;
    for (String name : shape().leadingTensors()) {
      double[] values = values(name);
      System.arraycopy(values, 0, tokens, at, values.length);
      at += values.length;
    }
    return tokens;
  }
}
