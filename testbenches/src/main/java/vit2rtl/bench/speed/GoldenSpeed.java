package vit2rtl.bench.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.eval.Classifier;
import vit2rtl.golden.eval.Evaluation;
import vit2rtl.golden.eval.FloatClassifier;
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.ops.IntMatrix;
import vit2rtl.golden.ops.IntProduct;
import vit2rtl.golden.ops.IntProducts;
import vit2rtl.golden.ops.PackedMatrix;
import vit2rtl.golden.vit.FloatVit;
import vit2rtl.golden.vit.VitShape;

/**
 * How fast the golden model is: its matrix product and its whole integer network against their peers, the plain Java
 * path and the float network, alternating within one run. Figures are medians.
 */
public final class GoldenSpeed {
  private static final int PRODUCT_ROUNDS = 20;

  private final IntegerVit integers;
  private final FloatVit floats;
  private final Images images;
  private final int repetitions;

  /** @param images of which each repetition runs all */
  public GoldenSpeed(IntegerVit integers, FloatVit floats, Images images, int repetitions) {
    this.integers = integers;
    this.floats = floats;
    this.images = images;
    this.repetitions = repetitions;
  }

  /**
   * Measures, one after another.
   *
   * @param progress receives what is measured next
   * @param done     receives each measurement as soon as it is there
   */
  public void run(Consumer<String> progress, Consumer<Measurement> done) {
    progress.accept("integer product");
    done.accept(product());
    progress.accept("integer network against its plain Java path");
    done.accept(network("plain Java path", new IntegerVit(integers.model(), IntProducts.scalar())));
    progress.accept("integer network against the float network");
    done.accept(network("float network", new FloatClassifier(floats)));
  }

  private Measurement product() {
    VitShape shape = integers.model().shape();
    Random random = new Random(1);
    IntMatrix x = IntMatrix.of(random.ints((long) shape.tokens() * shape.width(), 0, 256).toArray(), shape.tokens(),
        shape.width());
    IntMatrix w = IntMatrix.of(random.ints((long) shape.width() * shape.mlp(), -127, 128).toArray(), shape.width(),
        shape.mlp());
    int[] out = new int[shape.tokens() * shape.mlp()];
    double work = 1e-9 * PRODUCT_ROUNDS * shape.tokens() * shape.width() * shape.mlp();
    double[] ours = new double[repetitions];
    double[] plain = new double[repetitions];
    for (int i = -1; i < repetitions; i++) {
      double fast = work / seconds(IntProducts.best(), x, w, out);
      double slow = work / seconds(IntProducts.scalar(), x, w, out);
      if (i >= 0) {
        ours[i] = fast;
        plain[i] = slow;
      }
    }
    return faster("product " + shape.tokens() + "x" + shape.width() + " by " + shape.width() + "x" + shape.mlp()
        + ", one thread", "GMAC/s", ours, "plain Java path", plain);
  }

  private static double seconds(IntProduct product, IntMatrix x, IntMatrix w, int[] out) {
    PackedMatrix packed = product.pack(w);
    long start = System.nanoTime();
    for (int i = 0; i < PRODUCT_ROUNDS; i++) {
      product.multiply(x, packed, out, 0, w.columns());
    }
    return (System.nanoTime() - start) * 1e-9;
  }

  private Measurement network(String name, Classifier peer) {
    double[] ours = new double[repetitions];
    double[] theirs = new double[repetitions];
    for (int i = -1; i < repetitions; i++) {
      double fast = Evaluation.run(images, integers, done -> { }).imagesPerSecond();
      double slow = Evaluation.run(images, peer, done -> { }).imagesPerSecond();
      if (i >= 0) {
        ours[i] = fast;
        theirs[i] = slow;
      }
    }
    return faster("integer network, " + Runtime.getRuntime().availableProcessors() + " cores", "images/s", ours, name,
        theirs);
  }

  private static Measurement faster(String what, String unit, double[] ours, String peerName, double[] peer) {
    double mine = Median.of(ours);
    double other = Median.of(peer);
    return new Measurement(what, unit, mine, peerName, other, mine / other, "", true);
  }
}
