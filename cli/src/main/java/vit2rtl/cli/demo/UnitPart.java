package vit2rtl.cli.demo;

import java.util.List;
import vit2rtl.bench.network.SiteResult;
import vit2rtl.bench.network.UnitSummary;

/**
 * The report's part on units one by one, each at every place that the network has for it.
 *
 * @param results of every place
 */
public record UnitPart(List<SiteResult> results) {

  long mismatches() {
    return results.stream().mapToLong(SiteResult::mismatches).sum();
  }

  long elements() {
    return results.stream().mapToLong(SiteResult::elements).sum();
  }

  List<PlaceRow> rows() {
    return results.stream().map(PlaceRow::of).toList();
  }

  List<UnitSummary> units() {
    return UnitSummary.of(results);
  }

  /** Ports at the first output of the first place of every unit, or around the first mismatch. */
  List<DemoReport.Picture> waveforms() {
    return units().stream().map(unit -> results.stream().filter(r -> r.site().unit().equals(unit.unit()))
        .min((a, b) -> Boolean.compare(a.passed(), b.passed())).orElseThrow())
        .map(r -> new DemoReport.Picture(r.site().unit() + " at " + r.site().name(),
            r.mismatches() == 0 ? "ports around the first beat out" : "ports around the first mismatch",
            WavePicture.of(r.evidence().ports()))).toList();
  }
}
