package vit2rtl.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import vit2rtl.golden.io.SafeTensorsWriter;

/**
 * A float checkpoint with seeded random weights.
 *
 * @param image   side of an image
 * @param leading 1, or 2 with a distillation token
 */
record RandomVit(int image, int patch, int channels, int width, int depth, int heads, int mlp, int classes, int leading,
    boolean qkvBias) {

  Path write(Path file) {
    return write(new SafeTensorsWriter(), file);
  }

  /** Writes the checkpoint beside what the writer holds already. */
  Path write(SafeTensorsWriter out, Path file) {
    Random random = new Random(width);
    out.metadata("num_heads", String.valueOf(heads)).metadata("architecture", "vit_random")
        .metadata("mean", "0.45").metadata("std", "0.25");
    put(out, random, "patch_embed.proj.weight", 0, 0.3, width, channels, patch, patch);
    put(out, random, "patch_embed.proj.bias", 0, 0.1, width);
    put(out, random, "cls_token", 0, 0.5, 1, 1, width);
    if (leading == 2) {
      put(out, random, "dist_token", 0, 0.5, 1, 1, width);
      linear(out, random, "head_dist", classes, width);
    }
    put(out, random, "pos_embed", 0, 0.3, 1, leading + image / patch * (image / patch), width);
    for (int i = 0; i < depth; i++) {
      String block = "blocks." + i + ".";
      norm(out, random, block + "norm1");
      put(out, random, block + "attn.qkv.weight", 0, 1 / Math.sqrt(width), 3 * width, width);
      if (qkvBias) {
        put(out, random, block + "attn.qkv.bias", 0, 0.3, 3 * width);
      }
      linear(out, random, block + "attn.proj", width, width);
      norm(out, random, block + "norm2");
      linear(out, random, block + "mlp.fc1", mlp, width);
      linear(out, random, block + "mlp.fc2", width, mlp);
    }
    norm(out, random, "norm");
    linear(out, random, "head", classes, width);
    out.write(file);
    return file;
  }

  private void norm(SafeTensorsWriter out, Random random, String name) {
    put(out, random, name + ".weight", 1, 0.3, width);
    put(out, random, name + ".bias", 0, 0.2, width);
  }

  private static void linear(SafeTensorsWriter out, Random random, String name, int outputs, int inputs) {
    put(out, random, name + ".weight", 0, 1 / Math.sqrt(inputs), outputs, inputs);
    put(out, random, name + ".bias", 0, 0.1, outputs);
  }

  private static void put(SafeTensorsWriter out, Random random, String name, double mean, double deviation,
      Integer... shape) {
    float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (mean + random.nextGaussian() * deviation);
    }
    out.f32(name, values, shape);
  }
}
