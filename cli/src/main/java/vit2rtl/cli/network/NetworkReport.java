package vit2rtl.cli.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.UnaryOperator;
import vit2rtl.accelerator.plan.NetworkPlan;
import vit2rtl.bench.accelerator.Difference;
import vit2rtl.bench.accelerator.NetworkTotals;
import vit2rtl.bench.accelerator.NetworkUnit;
import vit2rtl.bench.accelerator.Standstill;
import vit2rtl.cli.output.Descriptions;
import vit2rtl.cli.output.ExitCode;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.fleet.WorkResults;
import vit2rtl.golden.io.AtomicFile;

/**
 * What {@code verify network} says in the end, whoever simulated.
 *
 * @param heading     network and accelerator
 * @param products    of an image
 * @param multipliers of the accelerator
 * @param command     the command without the number of images
 * @param seeds       runs with random stalls
 */
public record NetworkReport(String heading, long products, int multipliers, String command, int seeds) {

  /** For the head of the work. */
  String description() {
    return new ObjectMapper().createObjectNode().put("heading", heading).put("products", products)
        .put("multipliers", multipliers).put("command", command).put("seeds", seeds).toString();
  }

  /** From merged shards; {@code json} is null where no file is asked for. */
  public static int report(WorkResults results, Path replays, Path json) {
    JsonNode node = Descriptions.read(results.head());
    NetworkReport report = new NetworkReport(node.path("heading").asText(), node.path("products").asLong(),
        node.path("multipliers").asInt(), node.path("command").asText(), node.path("seeds").asInt());
    System.out.println(report.heading);
    return report.of(NetworkUnit.merged(results, replays), json);
  }

  int of(NetworkTotals totals, Path json) {
    return of(totals, json, root -> root);
  }

  /** A run that a signal ended, with what its images until then have shown. */
  void stopped(NetworkTotals soFar, int asked, Path json) {
    Progress.say("stopped after " + soFar.images() + " of " + asked + " images; with --resume DIR a run goes on from those"
        + " that are done");
    if (soFar.elements() > 0) {
      of(soFar, json, root -> root.put("stopped", true).put("asked", asked));
    }
  }

  private int of(NetworkTotals totals, Path json, UnaryOperator<ObjectNode> more) {
    double use = NetworkPlan.use(products, totals.cyclesPerImage(), multipliers);
    System.out.printf(Locale.ROOT, "  images           %d%n  tensors          %d each%n  elements         %d%n"
        + "  mismatches       %d%n  cycles per image %.1f (predicted %.1f)%n  multiplier use   %.1f %%%n"
        + "  cycles/s         %.0f%n", totals.images(), totals.tensors(), totals.elements(), totals.mismatches(),
        totals.cyclesPerImage(), totals.predictedPerImage(), use, totals.cyclesPerSecond());
    NetworkFailure.print(totals, "replay file");
    totals.first().ifPresent(first -> System.out.println("replay: " + command + " --images " + (first.image() + 1)
        + " --seeds " + seeds + " --trace failure.fst"));
    if (json != null) {
      AtomicFile.write(json, more.apply(json(totals, use)).toPrettyString() + "\n");
    }
    return totals.passed() ? 0 : ExitCode.COMPARISON_FAILED;
  }

  private static ObjectNode json(NetworkTotals totals, double use) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("images", totals.images()).put("tensors", totals.tensors()).put("elements", totals.elements())
        .put("mismatches", totals.mismatches()).put("cyclesPerImage", totals.cyclesPerImage())
        .put("predictedCycles", totals.predictedPerImage()).put("multiplierUse", use)
        .put("cyclesPerSecond", totals.cyclesPerSecond());
    root.set("firstDifference", totals.first().map(NetworkReport::json).orElse(null));
    root.set("standstill", totals.standstill().map(NetworkReport::json).orElse(null));
    return root;
  }

  private static ObjectNode json(Standstill stands) {
    ObjectNode node = new ObjectMapper().createObjectNode().put("message", stands.message());
    stands.status().forEach(node.putArray("status")::add);
    return node;
  }

  private static ObjectNode json(Difference first) {
    return new ObjectMapper().createObjectNode().put("tensor", first.tensor()).put("row", first.row())
        .put("column", first.column()).put("expected", first.expected()).put("actual", first.actual())
        .put("cycle", first.cycle()).put("job", first.job()).put("image", first.image());
  }
}
