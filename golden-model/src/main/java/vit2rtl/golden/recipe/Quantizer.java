package vit2rtl.golden.recipe;

import java.util.function.IntConsumer;
import vit2rtl.golden.calibration.Calibration;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.vit.VitCheckpoint;

/** Post-training quantisation: from a float checkpoint and calibration images to an integer model. Deterministic. */
public final class Quantizer {
  private Quantizer() {}

  /** Calibrates and compiles; {@code progress} hears how many images are done. */
  public static QuantizedVit quantize(VitCheckpoint checkpoint, Images calibration, QuantizeOptions options,
      IntConsumer progress) {
    return compile(checkpoint, Calibration.run(checkpoint, calibration, progress), options);
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
