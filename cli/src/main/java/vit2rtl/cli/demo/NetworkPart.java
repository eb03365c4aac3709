package vit2rtl.cli.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import vit2rtl.accelerator.plan.NetworkPlan;
import vit2rtl.accelerator.schedule.Program;
import vit2rtl.bench.accelerator.Difference;
import vit2rtl.bench.accelerator.NetworkTotals;
import vit2rtl.bench.network.Site;
import vit2rtl.cli.figures.TimelineFigure;
import vit2rtl.golden.data.Images;

/**
 * The report's part on the whole network in hardware.
 *
 * @param heading    the accelerator, one line
 * @param totals     of the simulation
 * @param places     every tensor
 * @param images     what was classified
 * @param causes     columns of the table of layers
 * @param layers     cycles of every layer of one image
 * @param multiplierUse share of the multipliers' cycles that make a product, in per cent
 * @param timelines  pictures of one image's cycles
 */
public record NetworkPart(String heading, NetworkTotals totals, NetworkPlaces places, List<Classified> images,
    List<String> causes, List<LayerRow> layers, double multiplierUse, List<DemoReport.Picture> timelines) {

  /**
   * @param sites what arrives at the places of units, for the images that were simulated
   * @param names classes in words
   */
  public static NetworkPart of(String heading, Program program, NetworkTotals totals, List<Site> sites, Images images,
      IntFunction<String> names) {
    NetworkPlan plan = NetworkPlan.of(program);
    List<Classified> classified = IntStream.range(0, totals.logits().size())
        .mapToObj(i -> Classified.of(images, i, totals.logits().get(i), names)).toList();
    return new NetworkPart(heading, totals, new NetworkPlaces(totals.tallies(), sites), classified,
        plan.causes().stream().map(cause -> cause.name().toLowerCase(Locale.ROOT)).toList(),
        plan.layers().stream().map(layer -> LayerRow.of(layer, plan.config().multipliers(), plan.causes())).toList(),
        NetworkPlan.use(plan.products(), totals.cyclesPerImage(), plan.config().multipliers()),
        timelines(program, plan));
  }

  private static List<DemoReport.Picture> timelines(Program program, NetworkPlan plan) {
    return List.of(
        new DemoReport.Picture("One image, cycle by cycle", "What every part of the accelerator does while one of"
            + " several images back to back passes through.", TimelineFigure.ofImage(program, plan)),
        new DemoReport.Picture("Its first block", "The same until the first block is done: LayerNorm, softmax and"
            + " attention·V work beside the engine.", TimelineFigure.ofFirstBlock(program, plan)));
  }

  /** What {@code report.json} holds of it, with the keys of {@code verify network --json}. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Json(String accelerator, int images, int tensors, long elements, long mismatches, double cyclesPerImage,
      double predictedCycles, double multiplierUse, double cyclesPerSecond, Difference firstDifference,
      List<Classified> classified, List<LayerRow> layers) {}

  Json json() {
    return new Json(heading, totals.images(), totals.tensors(), totals.elements(), totals.mismatches(),
        totals.cyclesPerImage(), totals.predictedPerImage(), PlaceRow.rounded(multiplierUse, 2),
        Math.rint(totals.cyclesPerSecond()), totals.first().orElse(null), images, layers);
  }

  /** For the terminal. */
  public String text() {
    String classes = images.stream().map(c -> String.format(Locale.ROOT, "  %-22s %-22s %s%n", c.image(),
        c.labelName(), c.className())).collect(Collectors.joining());
    return String.format(Locale.ROOT, "%s%n%n  %-22s %-22s %s%n%s%n%s%n%s%n", heading, "image", "label",
        "class found by the hardware", classes, places.text(), cycles());
  }

  /** The first difference, or where it stood still; null where all is well. */
  String failure() {
    return totals.first().map(first -> "first difference: " + first)
        .or(() -> totals.standstill().map(stands -> "no end: " + stands.message() + "; "
            + String.join("; ", stands.status()))).orElse(null);
  }

  String cycles() {
    return String.format(Locale.ROOT, "%,.1f cycles per image (predicted %,.1f), %.1f %% of the multipliers' cycles make"
        + " a product; simulated at %,.0f cycles/s", totals.cyclesPerImage(), totals.predictedPerImage(), multiplierUse,
        totals.cyclesPerSecond());
  }
}
