package vit2rtl.golden.recipe;

import java.util.function.IntConsumer;
import vit2rtl.golden.calibration.Calibration;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.network.QuantizedModel;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.swin.SwinCheckpoint;
import vit2rtl.golden.vit.Checkpoint;
import vit2rtl.golden.vit.VitCheckpoint;

/** Post-training quantisation: from a float checkpoint and calibration images to an integer model. Deterministic. */
public final class Quantizer {
  private Quantizer() {}

  /** Calibrates and compiles; {@code progress} hears how many images are done. */
  public static QuantizedVit quantize(VitCheckpoint checkpoint, Images calibration, QuantizeOptions options,
      IntConsumer progress) {
    return compile(checkpoint, Calibration.run(checkpoint, calibration, progress), options);
  }

  /** The same of a network of any kind. */
  public static QuantizedModel quantize(Checkpoint checkpoint, Images calibration, QuantizeOptions options,
      IntConsumer progress) {
    return compile(checkpoint, Calibration.run(checkpoint, calibration, progress), options);
  }

  /** The same of a network of any kind. */
  public static QuantizedModel compile(Checkpoint checkpoint, Calibration calibration, QuantizeOptions options) {
    if (checkpoint instanceof SwinCheckpoint swin) {
      return switch (options.recipe()) {
        case WIDE -> new WideSwin(swin, calibration, options).compile();
        case FQVIT -> new FqVitSwin(swin, calibration, options).compile();
      };
    }
    return compile((VitCheckpoint) checkpoint, calibration, options);
  }

  /** Compiles from a calibration that may serve several sets of options. */
  public static QuantizedVit compile(VitCheckpoint checkpoint, Calibration calibration, QuantizeOptions options) {
    FloatLayers layers = new FloatLayers(checkpoint);
    return switch (options.recipe()) {
      case WIDE -> new WideRecipe(layers, calibration, options).compile();
      case FQVIT -> new FqVitRecipe(layers, calibration, options).compile();
    };
  }
}
