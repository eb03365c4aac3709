package vit2rtl.golden.calibration;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.quant.PtfCalibration;
import vit2rtl.golden.vit.FloatVit;
import vit2rtl.golden.vit.VitCheckpoint;
import vit2rtl.golden.vit.VitShape;

/**
 * What a float network's tensors look like on the calibration images: gathered once, in one pass, for every method and
 * recipe. Images run on all cores; each tensor sees them in order, so the result does not depend on the number of cores.
 */
public final class Calibration {
  /** Tensors whose channels are looked at one by one; a histogram for each is what calibration's memory goes to. */
  private static final Pattern PER_CHANNEL = Pattern.compile(
      "norm|norm_pre|pooled|pre_logits\\.tanh|.*\\.(norm[12]|attn\\.qkv|attn\\.qk_norm|attn\\.context|mlp\\.gelu)");

  private final Map<String, TensorStatistics> tensors = new ConcurrentHashMap<>();
  private final Map<String, PtfCalibration> streams = new ConcurrentHashMap<>();
  private final int images;

  private Calibration(int images) {
    this.images = images;
  }

  /**
   * Runs the float network on every image; {@code progress} receives how many are done.
   *
   * @throws InputException when there is no image
   */
  public static Calibration run(VitCheckpoint checkpoint, Images images, IntConsumer progress) {
    if (images.size() == 0) {
      throw new InputException("there is no image to calibrate with; needed: at least one");
    }
    FloatVit vit = new FloatVit(checkpoint);
    Calibration calibration = new Calibration(images.size());
    OrderedSteps turns = new OrderedSteps();
    turns.run(images.size(), index -> calibration.see(vit, images.image(index), index, turns), progress);
    return calibration;
  }

  private void see(FloatVit vit, Image image, int index, OrderedSteps turns) {
    VitShape shape = vit.shape();
    int seen = shape.normRows() * shape.width();
    String last = shape.variant().pooling().meanFirst() ? "pooled" : Streams.before(shape, shape.depth());
    vit.logits(image, (name, values, rows, columns) -> turns.take(name, index, () -> {
      // Only what reaches the head.
      observe(name, name.equals("norm") ? Arrays.copyOf(values, seen) : values, columns);
      if (name.equals(last)) {
        observe(Streams.FINAL, Arrays.copyOf(values, seen), columns);
      }
    }));
  }

  private void observe(String name, float[] values, int columns) {
    requireFinite(name, values);
    int apart = PER_CHANNEL.matcher(name).matches() ? columns : 0;
    tensors.computeIfAbsent(name, n -> new TensorStatistics(apart)).observe(values);
    if (Streams.isStream(name)) {
      streams.computeIfAbsent(name, n -> new PtfCalibration(columns)).observe(values);
    }
  }

  private static void requireFinite(String name, float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new InputException("the float network's tensor " + name + " holds " + value + " on a calibration image:"
            + " 32-bit floats overflow; the checkpoint's weights are too large, or damaged");
      }
    }
  }

  /** How many images were seen. */
  public int images() {
    return images;
  }

  /** Of a tensor that the float network has. */
  public TensorStatistics tensor(String name) {
    return tensors.get(name);
  }

  /** Channels of a residual stream tensor: {@code embed}, {@code blocks.i.attn.out}, {@code blocks.i.out}. */
  public PtfCalibration stream(String name) {
    return streams.get(name);
  }
}
