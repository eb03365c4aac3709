package vit2rtl.cli.network;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.cycles.Cause;
import vit2rtl.accelerator.plan.LaneAdvice;
import vit2rtl.accelerator.plan.LayerWork;
import vit2rtl.accelerator.plan.NetworkPlan;

/**
 * A plan as text and as JSON.
 *
 * @param megahertz clock
 */
record PlanText(double megahertz) {

  String of(NetworkPlan plan) {
    StringBuilder text = new StringBuilder();
    line(text, "  jobs per image   %d", plan.jobs());
    line(text, "  cycles per image %d back to back, %d alone", plan.cyclesPerImage(), plan.firstImage());
    line(text, "  multiplier use   %.1f %% (%d products)", plan.multiplierUse(), plan.products());
    line(text, "  images/s         %.1f at %s MHz", plan.imagesPerSecond(megahertz), number(megahertz));
    line(text, "  constants        %d bytes per image, %.2f per cycle on average, %d at most", plan.streamBytes(),
        plan.bytesPerCycle(), plan.config().inner());
    layers(text, plan);
    line(text, "  memory %.1f kbit, without the tables inside LayerNorm and softmax", plan.totalMemoryBits() / 1e3);
    plan.memoryBits().forEach((kind, bits) -> line(text, "    %-28s %10.1f kbit", kind, bits / 1e3));
    return text.toString();
  }

  /** A line per kind of layer, and what the engine waited for, as far as it did. */
  private static void layers(StringBuilder text, NetworkPlan plan) {
    Map<String, Layers> kinds = byKind(plan);
    List<Cause> causes = plan.causes();
    line(text, "  %-14s %5s %9s %9s %7s %9s%s", "layer", "times", "cycles", "busy", "use", "waiting",
        causes.isEmpty() ? "" : "  for:" + columns(causes, cause -> word(cause)));
    kinds.forEach((kind, layers) -> line(text, "  %-14s %5d %9d %9d %5.1f %% %9d%s", kind, layers.count,
        layers.work.cycles(), layers.work.busy(), layers.work.use(plan.config().multipliers()), layers.work.waiting(),
        causes.isEmpty() ? "" : "      " + columns(causes, cause -> layers.work.waits().getOrDefault(cause, 0L))));
  }

  private static String columns(List<Cause> causes, Function<Cause, Object> value) {
    return causes.stream().map(cause -> String.format(Locale.ROOT, " %9s", value.apply(cause)))
        .collect(Collectors.joining());
  }

  private static String word(Cause cause) {
    return cause.name().toLowerCase(Locale.ROOT);
  }

  private record Layers(int count, LayerWork work) {
    Layers plus(Layers more) {
      return new Layers(count + more.count, work.plus(more.work));
    }
  }

  /** The same layer of all blocks together. */
  private static Map<String, Layers> byKind(NetworkPlan plan) {
    Map<String, Layers> kinds = new LinkedHashMap<>();
    for (LayerWork layer : plan.layers()) {
      kinds.merge(layer.name().replaceFirst("blocks\\.\\d+\\.", ""), new Layers(1, layer), Layers::plus);
    }
    return kinds;
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  /** One line: which lanes, and what they bring. */
  static String advice(AcceleratorConfig config, NetworkPlan plan, LaneAdvice advice) {
    if (advice.config().equals(config)) {
      return String.format(Locale.ROOT, "recommended: these lanes; doubling any saves less than %.0f %%%n",
          LaneAdvice.WORTH);
    }
    AcceleratorConfig to = advice.config();
    return String.format(Locale.ROOT, "recommended: --set lanes=%d --set softmax-lanes=%d --set context-lanes=%d: %d"
        + " cycles for an image alone, %.1f %% of the multipliers%n", to.lanes(), to.softmaxLanes(), to.contextLanes(),
        advice.cycles(), NetworkPlan.use(plan.products(), advice.cycles(), to.multipliers()));
  }

  static ObjectNode json(NetworkPlan plan, double megahertz) {
    AcceleratorConfig config = plan.config();
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.putObject("settings").put("macs", config.multipliers()).put("columns", config.columns())
        .put("inner", config.inner()).put("lanes", config.lanes()).put("softmax-lanes", config.softmaxLanes())
        .put("context-lanes", config.contextLanes()).put("groups", config.groups());
    root.put("jobs", plan.jobs()).put("cyclesPerImage", plan.cyclesPerImage())
        .put("firstImageCycles", plan.firstImage()).put("multiplierUse", plan.multiplierUse())
        .put("clockMHz", megahertz).put("imagesPerSecond", plan.imagesPerSecond(megahertz))
        .put("bytesPerImage", plan.streamBytes()).put("bytesPerCycle", plan.bytesPerCycle());
    ObjectNode memory = root.putObject("memoryBits");
    plan.memoryBits().forEach(memory::put);
    ArrayNode layers = root.putArray("layers");
    for (LayerWork layer : plan.layers()) {
      ObjectNode waits = layers.addObject().put("name", layer.name()).put("products", layer.products())
          .put("cycles", layer.cycles()).put("busy", layer.busy()).put("waiting", layer.waiting())
          .put("multiplierUse", layer.use(config.multipliers())).putObject("waits");
      layer.waits().forEach((cause, cycles) -> waits.put(word(cause), cycles));
    }
    return root;
  }
}
