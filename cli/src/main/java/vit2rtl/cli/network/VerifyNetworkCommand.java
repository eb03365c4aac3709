package vit2rtl.cli.network;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.file.ModelBin;
import vit2rtl.accelerator.plan.NetworkPlan;
import vit2rtl.bench.accelerator.AcceleratorBench;
import vit2rtl.bench.accelerator.Difference;
import vit2rtl.bench.accelerator.NetworkTotals;
import vit2rtl.bench.accelerator.NetworkVerification;
import vit2rtl.bench.accelerator.Standstill;
import vit2rtl.cli.arguments.FirstImages;
import vit2rtl.cli.arguments.ImageArguments;
import vit2rtl.cli.arguments.NetworkArguments;
import vit2rtl.cli.arguments.TraceArguments;
import vit2rtl.cli.output.ExitCode;
import vit2rtl.cli.output.Outputs;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.io.AtomicFile;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.wave.Waveform;

/** {@code verify network}: the whole network in simulated hardware, every integer tensor compared. */
@Command(name = "network", mixinStandardHelpOptions = true,
    description = "Streams images through the whole network in simulated hardware, back to back, without stalls and with"
        + " random ones on every stream; compares every integer tensor with the golden model, and the cycles with the"
        + " cycle model.")
public final class VerifyNetworkCommand implements Callable<Integer> {
  @Mixin
  private NetworkArguments network;

  @Mixin
  private ImageArguments data;

  @Mixin
  private FirstImages images;

  @Option(names = "--model-bin", paramLabel = "F.bin",
      description = "Constants to send, as 'generate network' wrote them. Default: those that the model gives.")
  private Path modelBin;

  @Option(names = {"--seeds", "--stalls"}, defaultValue = "1", paramLabel = "N",
      description = "Runs with random stalls besides the one without. Default: ${DEFAULT-VALUE}.")
  private int seeds;

  @Mixin
  private TraceArguments trace;

  @Option(names = "--json", paramLabel = "R.json", description = "Also write the figures as JSON.")
  private Path json;

  @Option(names = "--replays", paramLabel = "DIR", defaultValue = "replays",
      description = "Where a failed run leaves the file that repeats it. Default: ${DEFAULT-VALUE}.")
  private Path replays;

  @Override
  public Integer call() {
    images.require("verify network");
    if (seeds < 0) {
      throw new InputException("verify network: --seeds " + seeds + "; allowed: 0 or more runs with random stalls");
    }
    Outputs.files(json);
    Outputs.folders(replays);
    Optional<Waveform> waveform = trace.waveform();
    if (modelBin != null) {
      ModelBin.requireFile(modelBin);
    }
    QuantizedVit model = network.model();
    AcceleratorConfig config = network.config(model);
    List<Image> chosen = images.of(data, model.shape().imageFormat());
    System.out.println(network.heading(config));
    Optional<byte[]> constants = Optional.ofNullable(modelBin).map(file -> ModelBin.read(file, config));
    AcceleratorBench bench = new AcceleratorBench(config);
    return report(config, verify(bench, model, constants, chosen, options(bench, chosen.size(), waveform)),
        NetworkPlan.productsOf(config.shape()));
  }

  private NetworkTotals verify(AcceleratorBench bench, QuantizedVit model, Optional<byte[]> constants,
      List<Image> chosen, SimOptions options) {
    NetworkVerification verification = constants
        .map(stream -> NetworkVerification.withConstants(bench, model, options, stream))
        .orElseGet(() -> new NetworkVerification(bench, model, options));
    try (ProgressBar bar = Progress.bar("verify network", chosen.size())) {
      return verification.run(chosen, seeds, replays, bar::stepTo);
    }
  }

  private SimOptions options(AcceleratorBench bench, int count, Optional<Waveform> waveform) {
    SimOptions options = SimOptions.defaults().withSpeed(NetworkArguments.speed(bench.config(), count * (1 + seeds)));
    return waveform.map(options::withWaveform).orElse(options);
  }

  private int report(AcceleratorConfig config, NetworkTotals totals, long products) {
    double use = NetworkPlan.use(products, totals.cyclesPerImage(), config.multipliers());
    System.out.printf(Locale.ROOT, "  images           %d%n  tensors          %d each%n  elements         %d%n"
        + "  mismatches       %d%n  cycles per image %.1f (predicted %.1f)%n  multiplier use   %.1f %%%n"
        + "  cycles/s         %.0f%n", totals.images(), totals.tensors(), totals.elements(), totals.mismatches(),
        totals.cyclesPerImage(), totals.predictedPerImage(), use, totals.cyclesPerSecond());
    NetworkFailure.print(totals, "replay file");
    String constants = modelBin == null ? "" : " --model-bin " + modelBin;
    totals.first().ifPresent(first -> System.out.println("replay: ./vit2rtl verify network" + network.asArguments()
        + data.asArguments() + constants + " --images " + (first.image() + 1) + " --seeds " + seeds + " --trace failure.fst"));
    write(totals, use);
    return totals.passed() ? 0 : ExitCode.COMPARISON_FAILED;
  }

  private void write(NetworkTotals totals, double use) {
    if (json == null) {
      return;
    }
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("images", totals.images()).put("tensors", totals.tensors()).put("elements", totals.elements())
        .put("mismatches", totals.mismatches()).put("cyclesPerImage", totals.cyclesPerImage())
        .put("predictedCycles", totals.predictedPerImage()).put("multiplierUse", use)
        .put("cyclesPerSecond", totals.cyclesPerSecond());
    root.set("firstDifference", totals.first().map(VerifyNetworkCommand::json).orElse(null));
    root.set("standstill", totals.standstill().map(VerifyNetworkCommand::json).orElse(null));
    AtomicFile.write(json, root.toPrettyString() + "\n");
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
