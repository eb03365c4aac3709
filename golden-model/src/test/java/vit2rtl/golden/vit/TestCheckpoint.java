package vit2rtl.golden.vit;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import vit2rtl.golden.checkpoint.CheckpointReader;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.io.SafeTensorsWriter;

/** Writes checkpoints for tests: all zero but the gains of the norms, until said otherwise. */
final class TestCheckpoint {
  static final VitShape SMALL =
      new VitShape(4, 2, 1, 8, 2, 2, 16, 3, Distillation.NONE, QkvBias.PRESENT);

  private final Map<String, List<Integer>> shapes;
  private final Map<String, float[]> values = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();

  TestCheckpoint(VitShape shape) {
    shapes = new LinkedHashMap<>(VitTensors.of(shape));
    shapes.forEach((name, dimensions) -> {
      float[] zeros = new float[dimensions.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact)];
      if (name.matches(".*norm\\d?\\.weight")) {
        Arrays.fill(zeros, 1);
      }
      values.put(name, zeros);
    });
    metadata("num_heads", String.valueOf(shape.heads()));
    metadata("image", "mean 0 std 1 of value/255");
  }

  TestCheckpoint metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  TestCheckpoint set(String name, float... tensor) {
    if (tensor.length != values.get(name).length) {
      throw new IllegalArgumentException(name + " has " + values.get(name).length + " values");
    }
    values.put(name, tensor);
    return this;
  }

  /** A tensor of any name and shape, values zero. */
  TestCheckpoint add(String name, Integer... shape) {
    shapes.put(name, List.of(shape));
    values.put(name, new float[Arrays.stream(shape).mapToInt(Integer::intValue).reduce(1, Math::multiplyExact)]);
    return this;
  }

  TestCheckpoint remove(String name) {
    values.remove(name);
    return this;
  }

  TestCheckpoint random(long seed) {
    Random random = new Random(seed);
    values.forEach((name, tensor) -> {
      for (int i = 0; i < tensor.length; i++) {
        tensor[i] += (float) (0.3 * random.nextGaussian());
      }
    });
    return this;
  }

  /** Every weight so many times as large. */
  TestCheckpoint times(float factor) {
    values.values().forEach(tensor -> {
      for (int i = 0; i < tensor.length; i++) {
        tensor[i] *= factor;
      }
    });
    return this;
  }

  VitCheckpoint open(Path folder) {
    return CheckpointReader.open(write(folder));
  }

  Path write(Path folder) {
    SafeTensorsWriter writer = new SafeTensorsWriter();
    metadata.forEach(writer::metadata);
    values.forEach((name, tensor) -> writer.f32(name, tensor, shapes.get(name).toArray(Integer[]::new)));
    Path file = folder.resolve("model.safetensors");
    writer.write(file);
    return file;
  }

  SafeTensors tensors(Path folder) {
    return SafeTensors.open(write(folder));
  }
}
