package vit2rtl.bench.network;

import java.util.Optional;
import vit2rtl.bench.Comparison;
import vit2rtl.bench.Evidence;
import vit2rtl.hdl.rtl.RtlDesign;

/**
 * What one place of the network showed.
 *
 * @param site          the place
 * @param design        what was simulated
 * @param free          the run in which nobody stalls
 * @param stalled       the same rows with random stalls on both sides
 * @param statedLatency cycles from first beat in to first beat out that the unit promises
 * @param accuracy      against double arithmetic
 * @param brokenPromise a sentence where the latency or the rate is not as stated
 * @param evidence      of the first run with a mismatch, else of the first output
 */
public record SiteResult(
    Site site, RtlDesign design, Comparison free, Comparison stalled, int statedLatency, Accuracy accuracy,
    Optional<String> brokenPromise, Evidence evidence) {

  public long elements() {
    return free.elements() + stalled.elements();
  }

  public long mismatches() {
    return free.mismatches() + stalled.mismatches();
  }

  /** Whether every element agrees and the unit keeps the latency and rate it states. */
  public boolean passed() {
    return mismatches() == 0 && brokenPromise.isEmpty();
  }
}
