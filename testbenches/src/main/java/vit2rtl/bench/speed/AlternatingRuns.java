package vit2rtl.bench.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * Two sides measured in turns. Each goes first in every other pair, since what runs second finds other caches; a ratio
 * is that of one pair, so that a machine which becomes slower for a while does so for both.
 */
final class AlternatingRuns {
  private static final int WARM = 3;

  private final int warm;
  private final List<Double> ours = new ArrayList<>();
  private final List<Double> peer = new ArrayList<>();

  AlternatingRuns() {
    this(WARM);
  }

  /** @param warm pairs before those that count */
  AlternatingRuns(int warm) {
    this.warm = warm;
  }

  /** So many pairs, after some that do not count. */
  void run(int pairs, DoubleSupplier ourTime, DoubleSupplier peerTime) {
    for (int i = -warm; i < pairs; i++) {
      double before = i % 2 == 0 ? 0 : peerTime.getAsDouble();
      double mine = ourTime.getAsDouble();
      double other = i % 2 == 0 ? peerTime.getAsDouble() : before;
      if (i >= 0) {
        ours.add(mine);
        peer.add(other);
      }
    }
  }

  /** Medians of all pairs so far, with what the ratio must be. */
  Measurement measurement(String what, String unit, String peerName, double least) {
    Measurement m = comparison(what, unit, peerName);
    return Measurement.against(what, unit, m.ours(), peerName, m.peer(), m.ratio(), least);
  }

  /** Medians of all pairs so far. */
  Measurement comparison(String what, String unit, String peerName) {
    double[] mine = ours.stream().mapToDouble(t -> t).toArray();
    double[] other = peer.stream().mapToDouble(t -> t).toArray();
    double[] ratios = new double[mine.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = other[i] / mine[i];
    }
    return new Measurement(what, unit, Median.of(mine), peerName, Median.of(other), Median.of(ratios), "", true);
  }
}
