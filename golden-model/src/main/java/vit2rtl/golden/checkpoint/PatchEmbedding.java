package vit2rtl.golden.checkpoint;

import java.util.Map;
import java.util.function.Supplier;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.RawTensor;

/** A patch embedding: a convolution [D, C, p, p], or vit-pytorch's linear layer [D, p·p·C] over row, column, channel. */
record PatchEmbedding(int width, int channels, int patch, boolean linear) {
  private static final String CONVOLUTION = "patch_embed.proj.weight";
  private static final String LINEAR = "patch_embed.linear.weight";

  static PatchEmbedding of(CommonTensors tensors) {
    if (tensors.has(LINEAR)) {
      RawTensor weight = tensors.ranked(LINEAR, 2);
      int inputs = weight.shape().get(1);
      for (int channels : new int[] {3, 1}) {
        int patch = (int) Math.round(Math.sqrt(inputs / (double) channels));
        if (patch * patch * channels == inputs) {
          return new PatchEmbedding(weight.shape().get(0), channels, patch, true);
        }
      }
      throw new InputException("tensor '" + weight.name() + "' of " + tensors.file() + " has " + inputs
          + " inputs; allowed: a square of pixels with 3 or 1 channels");
    }
    RawTensor weight = tensors.raw(CONVOLUTION);
    if (weight.shape().size() == 4 && !weight.shape().get(2).equals(weight.shape().get(3))) {
      throw new InputException("tensor '" + weight.name() + "' of " + tensors.file() + " has patches of "
          + weight.shape().get(2) + "x" + weight.shape().get(3) + " pixels; allowed: squares");
    }
    tensors.ranked(CONVOLUTION, 4);
    return new PatchEmbedding(weight.shape().get(0), weight.shape().get(1), weight.shape().get(2), false);
  }

  /** @param biasOptional whether a missing bias is zero, as CLIP's is */
  void put(CommonTensors tensors, boolean biasOptional, Map<String, Supplier<float[]>> common) {
    String bias = linear ? "patch_embed.linear.bias" : "patch_embed.proj.bias";
    Supplier<float[]> weight =
        linear ? tensors.take(LINEAR) : tensors.take(CONVOLUTION, width, channels, patch, patch);
    common.put(CONVOLUTION, linear ? () -> channelsFirst(weight.get()) : weight);
    common.put("patch_embed.proj.bias",
        biasOptional && !tensors.has(bias) ? () -> new float[width] : tensors.take(bias, width));
  }

  private float[] channelsFirst(float[] values) {
    float[] result = new float[values.length];
    int area = patch * patch;
    for (int i = 0; i < values.length; i++) {
      int row = i / (area * channels);
      int within = i % (area * channels);
      result[row * area * channels + within % channels * area + within / channels] = values[i];
    }
    return result;
  }
}
