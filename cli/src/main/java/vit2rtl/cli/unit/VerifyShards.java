package vit2rtl.cli.unit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import vit2rtl.bench.Reloading;
import vit2rtl.bench.VerificationText;
import vit2rtl.bench.work.UnitSource;
import vit2rtl.bench.work.VerifyOutcome;
import vit2rtl.bench.work.VerifyWork;
import vit2rtl.cli.arguments.LayerArguments;
import vit2rtl.cli.arguments.UnitArguments;
import vit2rtl.cli.output.Descriptions;
import vit2rtl.cli.output.ExitCode;
import vit2rtl.golden.fleet.WorkResults;
import vit2rtl.units.UnitConfig;

/** {@code verify} in shards: its work, and its report from their results. */
public final class VerifyShards {
  private VerifyShards() {}

  /** @param commands the command that verifies a layer */
  static VerifyWork work(LayerArguments asked, UnitArguments unit, long firstSeed, int seeds, int rows,
      UnaryOperator<String> commands) {
    UnitSource source = asked.source(unit);
    Map<String, UnitConfig> configs = source.configs();
    ObjectNode description = new ObjectMapper().createObjectNode().put("rows", rows).put("seeds", seeds)
        .put("fromModel", asked.isModel());
    ArrayNode layers = description.putArray("layers");
    configs.forEach((name, config) -> layers.addObject().put("name", name).put("command", commands.apply(name))
        .put("timing", "stated " + config.latency()));
    return new VerifyWork(source, List.copyOf(configs.keySet()), firstSeed, seeds, rows,
        asked.shareOneUnit(configs.values().stream()) ? VerifyWork.Sharing.ONE_UNIT : VerifyWork.Sharing.OWN_UNITS, description.toString());
  }

  /** Prints what verify prints; replay files of failed runs go where verify puts them. */
  public static int report(WorkResults results, Path replays) {
    JsonNode description = Descriptions.read(results.head());
    JsonNode layers = description.path("layers");
    boolean fromModel = description.path("fromModel").asBoolean();
    VerifyOutcome outcome = VerifyOutcome.of(results.units(), layers.size(), description.path("seeds").asInt(),
        layer -> fromModel ? replays.resolve(layers.get(layer).path("name").asText()) : replays);
    for (int i = 0; i < layers.size(); i++) {
      JsonNode layer = layers.get(i);
      System.out.print(new VerificationText(layer.path("name").asText(), layer.path("command").asText(),
          description.path("rows").asInt()).of(outcome.layers().get(i), layer.path("timing").asText()));
    }
    outcome.reloading().ifPresent(reloading -> print(layers.size(), reloading));
    return outcome.passed() ? 0 : ExitCode.COMPARISON_FAILED;
  }

  static void print(int layers, Reloading reloading) {
    System.out.printf("one unit for %d layers, loaded %d times between rows: %d elements, %d mismatches%n", layers,
        reloading.loads(), reloading.elements(), reloading.mismatches());
    reloading.first().ifPresent(System.out::println);
  }
}
