package vit2rtl.bench.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All places of one unit together.
 *
 * @param unit       name of the unit family
 * @param places     how many
 * @param elements   elements compared, free and stalled runs together
 * @param mismatches elements that differ
 * @param cycles     cycles of the free runs
 * @param elementsPerCycle elements per cycle while the output flows, free runs
 * @param accuracy   against double arithmetic
 */
public record UnitSummary(
    String unit, int places, long elements, long mismatches, long cycles, double elementsPerCycle, Accuracy accuracy) {

  /** One summary per unit, in the order in which units first occur. */
  public static List<UnitSummary> of(List<SiteResult> results) {
    Map<String, List<SiteResult>> units = new LinkedHashMap<>();
    results.forEach(r -> units.computeIfAbsent(r.site().unit(), u -> new ArrayList<>()).add(r));
    return units.entrySet().stream().map(e -> of(e.getKey(), e.getValue())).toList();
  }

  private static UnitSummary of(String unit, List<SiteResult> results) {
    long free = results.stream().mapToLong(r -> r.free().elements()).sum();
    long outCycles = results.stream().mapToLong(r -> r.free().outCycles()).sum();
    return new UnitSummary(unit, results.size(),
        results.stream().mapToLong(SiteResult::elements).sum(),
        results.stream().mapToLong(SiteResult::mismatches).sum(),
        results.stream().mapToLong(r -> r.free().cycles()).sum(),
        (double) free / outCycles,
        results.stream().map(SiteResult::accuracy).reduce(Accuracy::plus).orElseThrow());
  }
}
