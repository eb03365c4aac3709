package vit2rtl.golden.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import vit2rtl.golden.checkpoint.CheckpointReader;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.golden.swin.SwinCheckpoint;
import vit2rtl.golden.swin.SwinShape;
import vit2rtl.golden.swin.SwinStage;
import vit2rtl.golden.swin.SwinTensors;
import vit2rtl.golden.vit.Activation;
import vit2rtl.golden.vit.CheckpointOptions;
import vit2rtl.golden.vit.QkvBias;

/** Swins with random weights, for tests: 16×16 pixels, windows of 4×4, one shifted block and one merging. */
public final class SyntheticSwin {
  /** Sizes of the small one. */
  public static final SwinShape SMALL = new SwinShape(2, 1, 5, Activation.GELU, QkvBias.PRESENT,
      List.of(new SwinStage(8, 16, 2, 2, 32, 4), new SwinStage(4, 32, 2, 4, 64, 4)));

  private final SwinShape shape;
  private final Map<String, float[]> values = new LinkedHashMap<>();

  public SyntheticSwin(long seed, SwinShape shape) {
    this.shape = shape;
    Random random = new Random(seed);
    SwinTensors.of(shape).forEach((name, dimensions) -> values.put(name, values(name, dimensions, random)));
  }

  private static float[] values(String name, List<Integer> dimensions, Random random) {
    int size = dimensions.stream().mapToInt(Integer::intValue).reduce(1, (a, b) -> a * b);
    boolean gain = name.matches("(.*\\.)?norm[12]?\\.weight");
    double deviation = dimensions.size() == 1 ? 0.1 : name.endsWith("table") ? 0.5 : Math.sqrt(dimensions.get(0) / (double) size);
    float[] data = new float[size];
    for (int i = 0; i < size; i++) {
      data[i] = (float) (random.nextGaussian() * deviation + (gain ? 1 : 0));
    }
    return data;
  }

  /** Tensors by the names of the common form, to be changed. */
  public Map<String, float[]> tensors() {
    return values;
  }

  public SwinCheckpoint checkpoint() {
    try {
      Path file = Files.createTempFile("swin", ".safetensors");
      file.toFile().deleteOnExit();
      return (SwinCheckpoint) CheckpointReader.any(write(file), CheckpointOptions.NONE, found -> { });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the checkpoint under timm's names. */
  public Path write(Path file) {
    SafeTensorsWriter writer = new SafeTensorsWriter().metadata("architecture", "swin_synthetic")
        .metadata("image", shape.imageSize() + "x" + shape.imageSize() + " grey, mean 0.45 std 0.25");
    Map<String, List<Integer>> shapes = SwinTensors.of(shape);
    values.forEach((name, data) ->
        writer.f32(name.replaceAll("^head\\.", "head.fc."), data, shapes.get(name).toArray(Integer[]::new)));
    writer.write(file);
    return file;
  }
}
