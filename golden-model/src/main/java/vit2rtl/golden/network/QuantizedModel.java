package vit2rtl.golden.network;

import java.util.List;
import java.util.Map;
import vit2rtl.golden.data.ImageFormat;
import vit2rtl.golden.data.Resizing;
import vit2rtl.golden.kernel.ComputePath;

/** A quantised network of any kind: integers only, from pixels to logits. {@link ModelFile} stores it. */
public sealed interface QuantizedModel permits QuantizedVit, QuantizedSwin {
  /** Names of the classes, or none. */
  List<String> classes();

  /** What becomes of images of another size, before they come here. */
  Resizing resizing();

  /** How it was made, for people: recipe, method, calibration, tool version. */
  Map<String, String> origin();

  /** What the integers stand for, by tensor name. */
  Map<String, TensorGrid> grids();

  /** What its images must be. */
  ImageFormat imageFormat();

  /** The network that computes it, on the chosen path. */
  IntegerNetwork network();

  /** The same on a given path. */
  IntegerNetwork network(ComputePath path);
}
