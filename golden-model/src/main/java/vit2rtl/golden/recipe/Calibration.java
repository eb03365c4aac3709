package vit2rtl.golden.recipe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.quant.PtfCalibration;
import vit2rtl.golden.vit.FloatVit;
import vit2rtl.golden.vit.VitCheckpoint;

/**
 * What a float network's tensors look like on the calibration images: gathered once, in one pass, for every method and
 * recipe. Images run on all cores; each tensor sees them in order, so the result does not depend on the number of cores.
 */
public final class Calibration {
  /** Images whose tensors are in memory together. */
  private static final int MAX_TOGETHER = 4;

  private final Map<String, TensorStatistics> tensors = new ConcurrentHashMap<>();
  private final Map<String, PtfCalibration> streams = new ConcurrentHashMap<>();
  private final int images;

  private Calibration(int images) {
    this.images = images;
  }

  /** One tensor of one image. */
  private record Seen(float[] values, int columns) {}

  /**
   * Runs the float network on every image; {@code progress} hears how many are done.
   *
   * @throws InputException when there is no image
   */
  public static Calibration run(VitCheckpoint checkpoint, Images images, IntConsumer progress) {
    if (images.size() == 0) {
      throw new InputException("there is no image to calibrate with; needed: at least one");
    }
    FloatVit vit = new FloatVit(checkpoint);
    Calibration calibration = new Calibration(images.size());
    int together = Math.min(MAX_TOGETHER, Runtime.getRuntime().availableProcessors());
    for (int first = 0; first < images.size(); first += together) {
      int count = Math.min(together, images.size() - first);
      int from = first;
      List<Map<String, Seen>> batch = IntStream.range(0, count).parallel()
          .mapToObj(i -> see(vit, images, from + i)).toList();
      new ArrayList<>(batch.get(0).keySet()).parallelStream()
          .forEach(name -> batch.forEach(seen -> calibration.observe(name, seen.get(name))));
      progress.accept(first + count);
    }
    return calibration;
  }

  private static Map<String, Seen> see(FloatVit vit, Images images, int index) {
    Map<String, Seen> seen = new LinkedHashMap<>();
    int leading = vit.shape().leadingTokens() * vit.shape().width();
    vit.logits(images.image(index), (name, values, rows, columns) -> {
      // Only the leading tokens reach the head.
      if (name.equals("norm")) {
        seen.put(name, new Seen(Arrays.copyOf(values, leading), columns));
        return;
      }
      seen.put(name, new Seen(values.clone(), columns));
      if (name.equals(Streams.before(vit.shape().depth()))) {
        seen.put(Streams.FINAL, new Seen(Arrays.copyOf(values, leading), columns));
      }
    });
    return seen;
  }

  private void observe(String name, Seen seen) {
    boolean mixed = name.endsWith(".scores") || name.endsWith(".softmax") || name.equals("logits");
    tensors.computeIfAbsent(name, n -> new TensorStatistics(mixed ? 0 : seen.columns())).observe(seen.values());
    if (Streams.isStream(name)) {
      streams.computeIfAbsent(name, n -> new PtfCalibration(seen.columns())).observe(seen.values());
    }
  }

  /** How many images were seen. */
  public int images() {
    return images;
  }

  TensorStatistics tensor(String name) {
    return tensors.get(name);
  }

  /** Channels of a residual stream tensor: {@code embed}, {@code blocks.i.attn.out}, {@code blocks.i.out}. */
  public PtfCalibration stream(String name) {
    return streams.get(name);
  }
}
