package vit2rtl.golden.vit;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import vit2rtl.golden.data.ImageFormat;
import vit2rtl.golden.data.Resizing;

/**
 * A trained float network in the common form of its kind. Opened means checked: every tensor is there, has its shape and
 * holds finite numbers, and there is none that is not understood.
 */
public interface Checkpoint {
  /** Where it comes from, for messages. */
  String file();

  /** How pixels of its images become numbers. */
  PixelNorm pixelNorm();

  /** What becomes of images of another size. */
  Resizing resizing();

  /** ε of every LayerNorm. */
  double epsilon();

  /** Names of the classes; empty where the checkpoint does not say them. */
  List<String> classes();

  /** What nobody stated and was assumed, and should be said. */
  List<String> notices();

  /** A tensor's values in row order, a new array each time; name and shape are those of the common form. */
  float[] tensor(String name);

  /** Values in row order by the names of the common form, in network order, read anew at each call. */
  Map<String, Supplier<float[]>> tensors();

  /** What its images must be. */
  ImageFormat imageFormat();

  /** The network that computes it in floats. */
  FloatNetwork network();
}
