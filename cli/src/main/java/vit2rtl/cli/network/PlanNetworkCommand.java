package vit2rtl.cli.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.plan.LaneAdvice;
import vit2rtl.accelerator.plan.NetworkPlan;
import vit2rtl.accelerator.plan.Timeline;
import vit2rtl.accelerator.schedule.Program;
import vit2rtl.accelerator.schedule.ProgramBuilder;
import vit2rtl.cli.arguments.NetworkArguments;
import vit2rtl.cli.arguments.Sweep;
import vit2rtl.cli.figures.TimelineFigure;
import vit2rtl.cli.output.Outputs;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.AtomicFile;
import vit2rtl.golden.network.QuantizedVit;

/** {@code plan network}: cycles, use of the multipliers, memory and bandwidth, by the cycle model. */
@Command(name = "network", mixinStandardHelpOptions = true,
    description = "Says without simulating what the accelerator of a network will do: cycles per image, use of the"
        + " multipliers in all and per layer, images per second, memory by kind, bandwidth of the constants; recommends"
        + " lanes. The cycles are exactly those of the simulation without stalls.")
final class PlanNetworkCommand implements Callable<Integer> {
  private static final int TIMELINE_IMAGES = 2;

  @Mixin
  private NetworkArguments network;

  @Option(names = "--clock", paramLabel = "MHZ", defaultValue = "100",
      description = "Clock for images per second. Default: ${DEFAULT-VALUE}.")
  private double clock;

  @Option(names = "--sweep", paramLabel = "KEY=V1,V2,…",
      description = "Compare the values of a setting, for example macs=64,128,256; given several times, every"
          + " combination.")
  private List<String> sweepTexts = List.of();

  @Option(names = "--json", paramLabel = "R.json",
      description = "Also write the figures as JSON; with --sweep a list of them.")
  private Path json;

  @Option(names = "--timeline", paramLabel = "F.json|F.svg",
      description = "Also write every part's busy intervals: as .json of two images for Perfetto (ui.perfetto.dev) or"
          + " chrome://tracing, a cycle shown as a microsecond; as .svg a picture of one image.")
  private Path timeline;

  @Override
  public Integer call() {
    List<Sweep> sweeps = sweepTexts.stream().map(Sweep::of).toList();
    List<Map<String, String>> sizes = Sweep.sizes(network.set(), sweeps);
    if (!(clock > 0) || clock > 1e5) {
      throw new InputException("plan network: --clock " + clock + "; allowed: above 0, in MHz");
    }
    if (timeline != null && sizes.size() > 1) {
      throw new InputException("plan network: --timeline draws one accelerator; leave --sweep out");
    }
    sizes.forEach(NetworkArguments::settings);
    Outputs.files(json, timeline);
    QuantizedVit model = network.model();
    return sizes.size() == 1 ? one(model, sizes.get(0)) : several(model, sizes);
  }

  private int one(QuantizedVit model, Map<String, String> size) {
    AcceleratorConfig config = network.config(model, size);
    Program program = ProgramBuilder.build(config, model);
    NetworkPlan plan = NetworkPlan.of(program);
    System.out.println(network.heading(config));
    System.out.print(new PlanText(clock).of(plan));
    if (timeline != null) {
      boolean picture = timeline.toString().endsWith(".svg");
      AtomicFile.write(timeline, picture ? TimelineFigure.ofImage(program, plan)
          : Timeline.json(program, NetworkPlan.intervals(program, TIMELINE_IMAGES)));
      System.out.println("timeline: " + timeline + (picture ? "" : ", open it at ui.perfetto.dev"));
    }
    write(PlanText.json(plan, clock));
    LaneAdvice advice;
    try (ProgressBar bar = Progress.bar("lanes", 1)) {
      advice = LaneAdvice.of(config, model);
      bar.step();
    }
    System.out.print(PlanText.advice(config, plan, advice));
    return 0;
  }

  private int several(QuantizedVit model, List<Map<String, String>> sizes) {
    ArrayNode all = new ObjectMapper().createArrayNode();
    List<NetworkPlan> plans = new ArrayList<>();
    try (ProgressBar bar = Progress.bar("plan network", sizes.size())) {
      for (Map<String, String> size : sizes) {
        plans.add(NetworkPlan.of(ProgramBuilder.build(network.config(model, size), model)));
        bar.step();
      }
    }
    System.out.printf("%6s %9s %6s %8s %8s %7s %12s %8s %12s %12s %8s%n", "macs", "engine", "lanes", "softmax",
        "context", "groups", "cycles/image", "use", "images/s", "memory", "bytes/cycle");
    for (NetworkPlan plan : plans) {
      AcceleratorConfig config = plan.config();
      System.out.printf(Locale.ROOT, "%6d %9s %6d %8d %8d %7d %12d %6.1f %% %12.1f %7.0f kbit %8.2f%n",
          config.multipliers(), config.columns() + "x" + config.inner(), config.lanes(), config.softmaxLanes(),
          config.contextLanes(), config.groups(), plan.cyclesPerImage(), plan.multiplierUse(),
          plan.imagesPerSecond(clock), plan.totalMemoryBits() / 1e3, plan.bytesPerCycle());
      all.add(PlanText.json(plan, clock));
    }
    write(all);
    return 0;
  }

  private void write(JsonNode figures) {
    if (json != null) {
      AtomicFile.write(json, figures.toPrettyString() + "\n");
    }
  }
}
