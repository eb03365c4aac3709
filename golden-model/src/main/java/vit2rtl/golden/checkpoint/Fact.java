package vit2rtl.golden.checkpoint;

import java.util.List;

/** What tensors do not say, by the type of its value. */
record Fact<T>(String label) {
  static final Fact<Integer> HEADS = new Fact<>("attention heads");
  static final Fact<Double> EPSILON = new Fact<>("epsilon of LayerNorm");
  /** By a name of timm's or Hugging Face's. */
  static final Fact<String> ACTIVATION = new Fact<>("activation");
  /** token, avg, mean, map. */
  static final Fact<String> POOL = new Fact<>("pooling");
  /** Of the images the positions were trained for. */
  static final Fact<Integer> IMAGE_SIZE = new Fact<>("image size");
  static final Fact<double[]> MEAN = new Fact<>("pixel mean");
  static final Fact<double[]> STD = new Fact<>("pixel deviation");
  static final Fact<List<String>> CLASSES = new Fact<>("names of classes");
  /** timm's name of the model. */
  static final Fact<String> ARCHITECTURE = new Fact<>("architecture");
  static final Fact<Integer> WIDTH = new Fact<>("width");
  static final Fact<Integer> DEPTH = new Fact<>("depth");
  static final Fact<Integer> CLASS_COUNT = new Fact<>("number of classes");
}
