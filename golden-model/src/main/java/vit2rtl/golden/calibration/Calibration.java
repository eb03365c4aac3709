package vit2rtl.golden.calibration;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.quant.Interval;
import vit2rtl.golden.quant.PtfCalibration;
import vit2rtl.golden.swin.SwinCheckpoint;
import vit2rtl.golden.vit.Checkpoint;
import vit2rtl.golden.vit.FloatNetwork;
import vit2rtl.golden.vit.VitCheckpoint;

/**
 * What a float network's tensors look like on the calibration images: gathered once, in one pass, for every method and
 * recipe. Images run on all cores; each tensor sees them in order, so the result does not depend on the number of cores.
 */
public final class Calibration {
  private final Map<String, TensorStatistics> tensors = new ConcurrentHashMap<>();
  private final Map<String, Optional<PtfCalibration>> streams = new ConcurrentHashMap<>();
  private final int images;
  private final Watch watch;

  private Calibration(int images, Watch watch) {
    this.images = images;
    this.watch = watch;
  }

  /**
   * Runs the float network on every image; {@code progress} receives how many are done.
   *
   * @throws InputException when there is no image
   */
  public static Calibration run(Checkpoint checkpoint, Images images, IntConsumer progress) {
    if (images.size() == 0) {
      throw new InputException("there is no image to calibrate with; needed: at least one");
    }
    FloatNetwork network = checkpoint.network();
    Calibration calibration = new Calibration(images.size(), checkpoint instanceof SwinCheckpoint swin
        ? new SwinWatch(swin.shape()) : new VitWatch(((VitCheckpoint) checkpoint).shape()));
    OrderedSteps turns = new OrderedSteps();
    turns.run(images.size(), index -> network.logits(images.image(index), (name, values, rows, columns) ->
        turns.take(name, index, () -> calibration.watch.see(name, values, columns, calibration::observe))), progress);
    return calibration;
  }

  private void observe(String name, float[] values, int columns) {
    try {
      tensors.computeIfAbsent(name, n -> new TensorStatistics(watch.apart(n) ? columns : 0)).observe(values);
    } catch (Interval.NotFinite e) {
      throw new InputException("the float network's tensor " + name + " holds " + e.value() + " on a calibration image:"
          + " 32-bit floats overflow; the checkpoint's weights are too large, or damaged");
    }
    streams.computeIfAbsent(name, n -> watch.isStream(n) ? Optional.of(new PtfCalibration(columns)) : Optional.empty())
        .ifPresent(stream -> stream.observe(values));
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
    return streams.getOrDefault(name, Optional.empty()).orElse(null);
  }
}
