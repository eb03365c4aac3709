package vit2rtl.cli.demo;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import vit2rtl.bench.accelerator.TensorTally;
import vit2rtl.bench.network.Accuracy;
import vit2rtl.bench.network.Site;

/** Every tensor of the whole network: who makes it, how much of it was compared, and how far it is from double. */
final class NetworkPlaces {
  private static final String LINE = "%-11s %-18s %5s %10s %10s  %s%n";

  private final Map<String, TensorTally> tallies;
  private final Map<String, Accuracy> accuracies = new HashMap<>();

  /**
   * @param sites what arrived at the places of units, for images that were simulated
   */
  NetworkPlaces(Map<String, TensorTally> tallies, List<Site> sites) {
    this.tallies = tallies;
    for (Site site : sites) {
      Accuracy accuracy = Accuracy.of(site.config(), site.rows(), site.config().golden().apply(site.rows()));
      accuracies.merge(site.name().replaceFirst("\\[\\d+]$", ""), accuracy, Accuracy::plus);
    }
  }

  List<PlaceRow> rows() {
    return tallies.entrySet().stream().map(entry -> PlaceRow.of(TensorUnit.of(entry.getKey()), entry.getKey(),
        entry.getValue(), accuracies.get(entry.getKey()))).toList();
  }

  /** All tensors of a unit, or the same tensor of all blocks. */
  record Sum(String unit, int places, long elements, long mismatches, Accuracy accuracy) {
    Sum plus(Sum more) {
      return new Sum(unit, places + more.places, elements + more.elements, mismatches + more.mismatches,
          accuracy == null ? more.accuracy : more.accuracy == null ? accuracy : accuracy.plus(more.accuracy));
    }
  }

  private Map<String, Sum> sums(UnaryOperator<String> by) {
    Map<String, Sum> sums = new LinkedHashMap<>();
    tallies.forEach((tensor, tally) -> sums.merge(by.apply(tensor),
        new Sum(TensorUnit.of(tensor), 1, tally.elements(), tally.mismatches(), accuracies.get(tensor)), Sum::plus));
    return sums;
  }

  List<Sum> units() {
    return List.copyOf(sums(TensorUnit::of).values());
  }

  /** One line for the same tensor of all blocks. */
  String text() {
    return String.format(LINE, "unit", "tensor", "times", "elements", "mismatches", "codes off double (largest)")
        + sums(TensorUnit::kind).entrySet().stream().map(e -> String.format(LINE, e.getValue().unit(), e.getKey(),
            e.getValue().places(), e.getValue().elements(), e.getValue().mismatches(), off(e.getValue().accuracy())))
            .map(line -> line.replaceFirst(" +(\\R)$", "$1")).collect(Collectors.joining());
  }

  private static String off(Accuracy accuracy) {
    return accuracy == null ? ""
        : String.format(Locale.ROOT, "%.3f %% (%d)", accuracy.percentDifferent(), accuracy.largest());
  }
}
