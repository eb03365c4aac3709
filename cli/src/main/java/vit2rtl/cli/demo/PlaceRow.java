package vit2rtl.cli.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import vit2rtl.bench.accelerator.TensorTally;
import vit2rtl.bench.network.Accuracy;
import vit2rtl.bench.network.SiteResult;

/**
 * A line of the table of places. What was not looked at is null: cycles of a place in the whole network, whose parts
 * work for several places at once; double arithmetic where there is none to compare with.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PlaceRow(String unit, String place, long elements, long mismatches, Long cycles, Double elementsPerCycle,
    Long latency, Integer statedLatency, Double percentOffDouble, Integer largestOffDouble, Double meanError,
    String firstMismatch) {

  static PlaceRow of(SiteResult r) {
    return new PlaceRow(r.site().unit(), r.site().name(), r.elements(), r.mismatches(), r.free().cycles(),
        rounded(r.free().elementsPerCycle(), 3), r.free().latency(), r.statedLatency(),
        rounded(r.accuracy().percentDifferent(), 4), r.accuracy().largest(), rounded(r.accuracy().meanError(), 6),
        r.free().first().or(() -> r.stalled().first()).map(Object::toString).orElse(null));
  }

  /** A tensor of the whole network; without accuracy where it is null. */
  static PlaceRow of(String unit, String tensor, TensorTally tally, Accuracy accuracy) {
    boolean known = accuracy != null;
    return new PlaceRow(unit, tensor, tally.elements(), tally.mismatches(), null, null, null, null,
        known ? rounded(accuracy.percentDifferent(), 4) : null, known ? accuracy.largest() : null,
        known ? rounded(accuracy.meanError(), 6) : null, null);
  }

  static double rounded(double value, int digits) {
    double unit = Math.pow(10, digits);
    return Math.rint(value * unit) / unit;
  }
}
