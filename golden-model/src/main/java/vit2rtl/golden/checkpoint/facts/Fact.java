package vit2rtl.golden.checkpoint.facts;

import java.util.List;
import vit2rtl.golden.data.Resizing;

/** What tensors do not say, by the type of its value. */
public record Fact<T>(String label) {
  public static final Fact<Integer> HEADS = new Fact<>("attention heads");
  public static final Fact<Double> EPSILON = new Fact<>("epsilon of LayerNorm");
  /** By a name of timm's or Hugging Face's. */
  public static final Fact<String> ACTIVATION = new Fact<>("activation");
  /** token, avg, mean, map. */
  public static final Fact<String> POOL = new Fact<>("pooling");
  /** Of the images the positions were trained for. */
  public static final Fact<Integer> IMAGE_SIZE = new Fact<>("image size");
  public static final Fact<double[]> MEAN = new Fact<>("pixel mean");
  public static final Fact<double[]> STD = new Fact<>("pixel deviation");
  public static final Fact<List<String>> CLASSES = new Fact<>("names of classes");
  /** timm's name of the model. */
  public static final Fact<String> ARCHITECTURE = new Fact<>("architecture");
  public static final Fact<Integer> WIDTH = new Fact<>("width");
  public static final Fact<Integer> DEPTH = new Fact<>("depth");
  public static final Fact<Integer> CLASS_COUNT = new Fact<>("number of classes");
  /** Hugging Face's model_type. */
  public static final Fact<String> KIND = new Fact<>("model_type");
  /** What timm calls these: the share of a resized edge that the image has, the filter, which edges are resized. */
  public static final Fact<Double> CROP_PCT = new Fact<>("crop_pct");
  public static final Fact<String> INTERPOLATION = new Fact<>("interpolation");
  public static final Fact<String> CROP_MODE = new Fact<>("crop_mode");
  /** Where all of it is stated at once. */
  public static final Fact<Resizing> RESIZING = new Fact<>("images of other sizes");
}
