package vit2rtl.bench.speed;

/**
 * One line of a speed report: this project's figure beside its peer's, both from the same run.
 *
 * @param what       what was measured
 * @param unit       unit of {@code ours} and {@code peer}
 * @param ours       median
 * @param peerName   who the peer is, or empty
 * @param peer       the peer's median, 0 without one
 * @param ratio      speed against the peer (above 1: faster than the peer), 0 without one
 * @param target     what must be reached, in words
 * @param reached    whether it is
 */
public record Measurement(String what, String unit, double ours, String peerName, double peer, double ratio,
    String target, boolean reached) {

  /** A figure that must not exceed a limit. */
  static Measurement atMost(String what, String unit, double ours, double limit, String target) {
    return new Measurement(what, unit, ours, "", 0, 0, target, ours <= limit);
  }

  /** A time against a peer's time, that must be at least {@code least} times as fast. */
  static Measurement against(String what, String unit, double ours, String peerName, double peer, double ratio,
      double least) {
    return new Measurement(what, unit, ours, peerName, peer, ratio, "at least " + least + " x", ratio >= least);
  }
}
