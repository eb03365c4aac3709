package vit2rtl.golden.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.eval.Ranking;

/**
 * The integer network beside {@link Float64Simulation}, which goes its own way from pixels to logits.
 *
 * @param images number of images
 * @param whole  of them those whose every code is the same in both
 * @param agreed of them those with the same likeliest class in both
 * @param codes  counts of every tensor's codes
 */
record Float64Comparison(int images, int whole, int agreed, Map<String, Codes> codes) {

  /** How near the codes of a tensor are. */
  record Codes(long all, long withinOne, long equal) {

    static Codes of(int[] integer, double[] simulated) {
      long near = 0;
      long equal = 0;
      for (int i = 0; i < integer.length; i++) {
        double off = Math.abs(integer[i] - simulated[i]);
        near += off <= 1 ? 1 : 0;
        equal += off == 0 ? 1 : 0;
      }
      return new Codes(integer.length, near, equal);
    }

    Codes plus(Codes other) {
      return new Codes(all + other.all, withinOne + other.withinOne, equal + other.equal);
    }
  }

  static Float64Comparison of(QuantizedModel model, List<Image> images, Float64Norm norm) {
    IntegerNetwork integer = model.network();
    return images.parallelStream().map(image -> of(integer, image, norm))
        .reduce(new Float64Comparison(0, 0, 0, Map.of()), Float64Comparison::plus);
  }

  private static Float64Comparison of(IntegerNetwork integer, Image image, Float64Norm norm) {
    Map<String, double[]> simulated =
        Float64Simulation.whole(integer.model(), image, Float64Attention.Exp.PARABOLA, norm);
    Map<String, int[]> actual = tensors(integer, image);
    Map<String, Codes> codes = new TreeMap<>();
    simulated.forEach((name, values) -> codes.put(name, Codes.of(actual.get(name), values)));
    boolean whole = codes.values().stream().allMatch(c -> c.equal() == c.all());
    boolean agreed = best(simulated.get("logits")) == Ranking.best(actual.get("logits"), 1)[0];
    return new Float64Comparison(1, whole ? 1 : 0, agreed ? 1 : 0, codes);
  }

  /** Every tensor of a simulation with a real root that takes the network's codes at every step. */
  static Map<String, Codes> stepwise(QuantizedVit model, List<Image> images, Float64Attention.Exp exp) {
    IntegerVit integer = new IntegerVit(model);
    Map<String, Codes> sum = new TreeMap<>();
    for (Image image : images) {
      Map<String, int[]> actual = tensors(integer, image);
      Float64Simulation.stepwise(model, image, actual, exp)
          .forEach((name, values) -> sum.merge(name, Codes.of(actual.get(name), values), Codes::plus));
    }
    return sum;
  }

  private static Map<String, int[]> tensors(IntegerNetwork integer, Image image) {
    Map<String, int[]> tensors = new HashMap<>();
    integer.logits(image, (name, values, rows, columns) -> tensors.put(name, values.clone()));
    return tensors;
  }

  /** The likeliest class of every image in the simulation. */
  static int[] classes(QuantizedVit model, List<Image> images, Float64Norm norm) {
    return images.parallelStream().mapToInt(image -> best(
        Float64Simulation.whole(model, image, Float64Attention.Exp.PARABOLA, norm).get("logits"))).toArray();
  }

  /** The likeliest class, of equal ones the lower, as the integer network has it. */
  private static int best(double[] logits) {
    return IntStream.range(0, logits.length).reduce((a, b) -> logits[b] > logits[a] ? b : a).orElseThrow();
  }

  private Float64Comparison plus(Float64Comparison other) {
    Map<String, Codes> sum = new TreeMap<>(codes);
    other.codes.forEach((name, count) -> sum.merge(name, count, Codes::plus));
    return new Float64Comparison(images + other.images, whole + other.whole, agreed + other.agreed, sum);
  }

  double agreement() {
    return agreed / (double) images;
  }

  /** Tensors with fewer than a share of codes within one. */
  Map<String, Codes> farther(double share) {
    Map<String, Codes> farther = new TreeMap<>(codes);
    farther.values().removeIf(c -> c.withinOne() >= share * c.all());
    return farther;
  }

  /** Tensors with any code that is not the same. */
  Map<String, Codes> unequal() {
    Map<String, Codes> unequal = new TreeMap<>(codes);
    unequal.values().removeIf(c -> c.equal() == c.all());
    return unequal;
  }

  @Override
  public String toString() {
    Codes all = codes.values().stream().reduce(Codes::plus).orElseThrow();
    return String.format(
        "%d images, same class for %d (%.2f %%), all codes equal for %d; %d of %d codes differ, %d by more than one",
        images, agreed, 100 * agreement(), whole, all.all() - all.equal(), all.all(), all.all() - all.withinOne());
  }
}
