package vit2rtl.golden.recipe;

import java.util.Arrays;
import vit2rtl.golden.vit.QkvBias;
import vit2rtl.golden.vit.VitCheckpoint;
import vit2rtl.golden.vit.VitShape;

/** The float layers of a checkpoint, in doubles. */
final class FloatLayers {
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

  /** The patch embedding for raw pixels p: x = (p/255 − mean)/std folded in as x' = p, factor 1/(255·std), offset. */
  LinearCompiler patch() {
    VitShape shape = shape();
    int inputs = shape.patchInputs();
    double[] factor = new double[inputs];
    double[] offset = new double[inputs];
    for (int i = 0; i < inputs; i++) {
      int channel = i / (shape.patch() * shape.patch());
      factor[i] = 1 / (255 * checkpoint.pixelNorm().std()[channel]);
      offset[i] = checkpoint.pixelNorm().apply(channel, 0);
    }
    return linear("patch_embed.proj", inputs).scaled(factor, offset);
  }

  /** Per input of the patch embedding the pixel that means zero: where the rounded weights are to err least. */
  double[] middlePixels() {
    double[] middle = new double[shape().patchInputs()];
    Arrays.setAll(middle, i -> 255 * checkpoint.pixelNorm().mean()[i / (shape().patch() * shape().patch())]);
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
