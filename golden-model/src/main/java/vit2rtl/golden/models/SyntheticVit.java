package vit2rtl.golden.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import vit2rtl.golden.checkpoint.CheckpointReader;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.golden.vit.VitCheckpoint;

/** Small checkpoints with seeded random weights, of any shape: for tests and trials where no trained model is at hand. */
public final class SyntheticVit {
  private final Random random;
  private final Map<String, float[]> values = new LinkedHashMap<>();
  private final Map<String, Integer[]> shapes = new LinkedHashMap<>();
  private final int heads;

  /** Sizes of a model; {@code tokens} leading tokens (1 or 2). */
  public record Sizes(int image, int patch, int channels, int width, int depth, int heads, int mlp, int classes,
      int leading, boolean qkvBias) {}

  public SyntheticVit(long seed, Sizes s) {
    this.random = new Random(seed);
    this.heads = s.heads();
    put("patch_embed.proj.weight", 0.3, s.width(), s.channels(), s.patch(), s.patch());
    put("patch_embed.proj.bias", 0.1, s.width());
    put("cls_token", 0.5, 1, 1, s.width());
    if (s.leading() == 2) {
      put("dist_token", 0.5, 1, 1, s.width());
    }
    int tokens = s.leading() + s.image() / s.patch() * (s.image() / s.patch());
    put("pos_embed", 0.3, 1, tokens, s.width());
    for (int i = 0; i < s.depth(); i++) {
      String block = "blocks." + i + ".";
      norm(block + "norm1", s.width());
      put(block + "attn.qkv.weight", 0.25, 3 * s.width(), s.width());
      if (s.qkvBias()) {
        put(block + "attn.qkv.bias", 0.3, 3 * s.width());
      }
      linear(block + "attn.proj", s.width(), s.width());
      norm(block + "norm2", s.width());
      linear(block + "mlp.fc1", s.mlp(), s.width());
      linear(block + "mlp.fc2", s.width(), s.mlp());
    }
    norm("norm", s.width());
    linear("head", s.classes(), s.width());
    if (s.leading() == 2) {
      linear("head_dist", s.classes(), s.width());
    }
  }

  private void norm(String name, int width) {
    put(name + ".weight", 0.4, width);
    put(name + ".bias", 0.2, width);
    float[] gamma = values.get(name + ".weight");
    for (int i = 0; i < gamma.length; i++) {
      gamma[i] += 1;
    }
  }

  private void linear(String name, int outputs, int inputs) {
    put(name + ".weight", 0.2, outputs, inputs);
    put(name + ".bias", 0.1, outputs);
  }

  private void put(String name, double deviation, Integer... shape) {
    int size = 1;
    for (int dimension : shape) {
      size *= dimension;
    }
    float[] data = new float[size];
    for (int i = 0; i < size; i++) {
      data[i] = (float) (random.nextGaussian() * deviation);
    }
    values.put(name, data);
    shapes.put(name, shape);
  }

  /** A tensor's values, to be changed. */
  public float[] tensor(String name) {
    return values.get(name);
  }

  public VitCheckpoint checkpoint() {
    try {
      Path file = Files.createTempFile("vit", ".safetensors");
      file.toFile().deleteOnExit();
      return CheckpointReader.open(write(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the checkpoint. */
  public Path write(Path file) {
    SafeTensorsWriter writer = new SafeTensorsWriter().metadata("num_heads", String.valueOf(heads))
        .metadata("architecture", "vit_synthetic").metadata("mean", "0.45").metadata("std", "0.25");
    values.forEach((name, data) -> writer.f32(name, data, shapes.get(name)));
    writer.write(file);
    return file;
  }

  /** Smooth random images: a few waves each. */
  public static Images images(long seed, int count, int channels, int side) {
    Random random = new Random(seed);
    List<Image> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] pixels = new byte[channels * side * side];
      for (int c = 0; c < channels; c++) {
        double fx = random.nextDouble();
        double fy = random.nextDouble();
        double phase = random.nextDouble() * 6;
        for (int p = 0; p < side * side; p++) {
          double wave = Math.sin(fx * (p % side) + fy * (p / side) + phase) * 100 + random.nextGaussian() * 20 + 128;
          pixels[c * side * side + p] = (byte) Math.max(0, Math.min(255, Math.round(wave)));
        }
      }
      images.add(new Image(channels, side, side, pixels));
    }
    return of(images);
  }

  public static Images of(List<Image> images) {
    return new Images() {
      @Override
      public int size() {
        return images.size();
      }

      @Override
      public Image image(int index) {
        return images.get(index);
      }

      @Override
      public int label(int index) {
        return UNKNOWN;
      }

      @Override
      public String name(int index) {
        return "image " + index;
      }
    };
  }
}
