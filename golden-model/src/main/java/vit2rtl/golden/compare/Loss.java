package vit2rtl.golden.compare;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.network.IntegerNetwork;
import vit2rtl.golden.network.TensorGrid;
import vit2rtl.golden.vit.FloatNetwork;

/**
 * Where an integer network first loses the float network: the first tensor, in network order, of which the integers err
 * by more than a tenth of what it carries, E[(q·s − x)²] against E[(x − E x)²], the means per channel; of all channels
 * together or of the middle one, as one great channel hides what the others lose. Scores are left out, of which only the
 * differences in a row count.
 *
 * @param tensor  its name
 * @param share   error against what it carries
 * @param channel the channel that loses the greatest share
 * @param widest  the tensor and channel of the greatest magnitude among those on the same grid
 */
record Loss(String tensor, double share, int channel, Widest widest) {
  private static final double MUCH = 0.1;
  private static final int ENOUGH = 8;

  /** The greatest magnitude on a grid, and where it stands. */
  record Widest(String tensor, int channel, double value) {}

  /** What a tensor's channels held. */
  private static final class Seen {
    private final double[] error;
    private final double[] sum;
    private final double[] squares;
    private final double[] greatest;
    private long rows;

    Seen(int channels) {
      error = new double[channels];
      sum = new double[channels];
      squares = new double[channels];
      greatest = new double[channels];
    }

    void add(float[] exact, int[] codes, TensorGrid grid) {
      for (int i = 0; i < codes.length; i++) {
        int c = i % sum.length;
        double difference = grid.value(codes[i], c) - exact[i];
        error[c] += difference * difference;
        sum[c] += exact[i];
        squares[c] += (double) exact[i] * exact[i];
        greatest[c] = Math.max(greatest[c], Math.abs(exact[i]));
      }
      rows += codes.length / sum.length;
    }

    /** The greater one of the share of all channels and that of the middle one. */
    double share() {
      double[] carried = IntStream.range(0, sum.length).mapToDouble(this::carried).toArray();
      double lost = Arrays.stream(error).sum();
      double[] shares = Arrays.stream(shares()).sorted().toArray();
      return lost == 0 ? 0 : Math.max(lost / Arrays.stream(carried).sum(), shares[shares.length / 2]);
    }

    /** Of every channel; a channel that carries nothing loses nothing. */
    double[] shares() {
      return IntStream.range(0, sum.length).mapToDouble(c -> carried(c) == 0 ? 0 : error[c] / carried(c)).toArray();
    }

    private double carried(int c) {
      return Math.max(0, squares[c] - sum[c] * sum[c] / rows);
    }

    static int most(double[] values) {
      return IntStream.range(0, values.length).reduce(0, (a, b) -> values[b] > values[a] ? b : a);
    }
  }

  /** Compares every tensor of a few images. */
  static Optional<Loss> of(FloatNetwork floats, IntegerNetwork integers, Images images) {
    Map<String, TensorGrid> grids = integers.model().grids();
    Map<String, Seen> seen = new LinkedHashMap<>();
    for (int i = 0; i < Math.min(ENOUGH, images.size()); i++) {
      Map<String, int[]> codes = new LinkedHashMap<>();
      integers.logits(images.image(i), (name, values, rows, columns) -> codes.put(name, values.clone()));
      floats.logits(images.image(i), (name, values, rows, columns) -> {
        if (grids.containsKey(name) && codes.containsKey(name) && !name.endsWith(".attn.scores")
            && codes.get(name).length == rows * columns) {
          seen.computeIfAbsent(name, key -> new Seen(columns)).add(values, codes.get(name), grids.get(name));
        }
      });
    }
    return seen.entrySet().stream().filter(entry -> entry.getValue().share() > MUCH).findFirst().map(entry ->
        new Loss(entry.getKey(), entry.getValue().share(), Seen.most(entry.getValue().shares()),
            widest(grids.get(entry.getKey()), grids, seen)));
  }

  private static Widest widest(TensorGrid grid, Map<String, TensorGrid> grids, Map<String, Seen> seen) {
    return seen.entrySet().stream().filter(entry -> grids.get(entry.getKey()).equals(grid)).map(entry -> {
      int channel = Seen.most(entry.getValue().greatest);
      return new Widest(entry.getKey(), channel, entry.getValue().greatest[channel]);
    }).reduce((a, b) -> b.value() > a.value() ? b : a).orElseThrow();
  }

  /** A sentence with the tensor and the channels. */
  String sentence() {
    return String.format(Locale.ROOT, "what is lost is lost first in %s: its codes err by %.0f %% of what it carries, most in"
        + " channel %d; the greatest value on its grid is %.3g, in channel %d of %s", tensor, 100 * share, channel,
        widest.value(), widest.channel(), widest.tensor());
  }
}
