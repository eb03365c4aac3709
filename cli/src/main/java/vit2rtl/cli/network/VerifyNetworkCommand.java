package vit2rtl.cli.network;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.file.ModelBin;
import vit2rtl.accelerator.plan.NetworkPlan;
import vit2rtl.accelerator.schedule.ProgramBuilder;
import vit2rtl.bench.accelerator.AcceleratorBench;
import vit2rtl.bench.accelerator.NetworkTotals;
import vit2rtl.bench.accelerator.NetworkVerification;
import vit2rtl.bench.accelerator.NetworkWork;
import vit2rtl.cli.arguments.FleetArguments;
import vit2rtl.cli.arguments.FirstImages;
import vit2rtl.cli.arguments.ImageArguments;
import vit2rtl.cli.arguments.NetworkArguments;
import vit2rtl.cli.arguments.TraceArguments;
import vit2rtl.cli.output.Outputs;
import vit2rtl.cli.output.Progress;
import vit2rtl.cli.output.WhenStopped;
import vit2rtl.golden.InputException;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.data.PortableImages;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.work.ModelBytes;
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

  @Mixin
  private FleetArguments fleet;

  @Override
  public Integer call() {
    fleet.check();
    images.require("verify network");
    if (seeds < 0) {
      throw new InputException("verify network: --seeds " + seeds + "; allowed: 0 or more runs with random stalls");
    }
    Outputs.files(json);
    Outputs.folders(replays);
    Optional<Waveform> waveform = trace.waveform();
    if (fleet.given() && waveform.isPresent()) {
      throw new InputException("verify network: --trace is of one process; leave it out, or --shard, --resume and"
          + " --master");
    }
    if (modelBin != null) {
      ModelBin.requireFile(modelBin);
    }
    QuantizedVit model = network.model();
    AcceleratorConfig config = network.config(model);
    Optional<byte[]> constants = Optional.ofNullable(modelBin).map(file -> ModelBin.read(file, config));
    NetworkReport report = new NetworkReport(network.heading(config), NetworkPlan.productsOf(config.shape()),
        config.multipliers(), command(), seeds);
    if (fleet.given()) {
      return cut(model, config, constants, report);
    }
    List<Image> chosen = images.of(data, model.imageFormat());
    System.out.println(report.heading());
    AcceleratorBench bench = new AcceleratorBench(config);
    return report.of(verify(bench, model, constants, chosen, options(bench, chosen.size(), waveform), report), json);
  }

  private String command() {
    return "./vit2rtl verify network" + network.asArguments() + data.asArguments()
        + (modelBin == null ? "" : " --model-bin " + modelBin);
  }

  /** The same in shards. */
  private int cut(QuantizedVit model, AcceleratorConfig config, Optional<byte[]> constants, NetworkReport report) {
    PortableImages chosen = PortableImages.of(images.some(data, model.imageFormat()),
        model.imageFormat());
    AcceleratorConfig tapped = config.withTaps(AcceleratorConfig.Taps.STREAMS);
    int together = NetworkVerification.imagesPerRun(ProgramBuilder.build(tapped, model));
    NetworkWork work = new NetworkWork(ModelBytes.of("model", model), new LinkedHashMap<>(network.set()), chosen, together,
        seeds, constants.orElse(new byte[0]), NetworkArguments.speed(config, chosen.size() * (1 + seeds)),
        report.description());
    return fleet.run(work).map(results -> NetworkReport.report(results, replays, json)).orElse(0);
  }

  private NetworkTotals verify(AcceleratorBench bench, QuantizedVit model, Optional<byte[]> constants,
      List<Image> chosen, SimOptions options, NetworkReport report) {
    NetworkVerification verification = constants
        .map(stream -> NetworkVerification.withConstants(bench, model, options, stream))
        .orElseGet(() -> new NetworkVerification(bench, model, options));
    try (ProgressBar bar = Progress.bar("verify network", chosen.size());
        WhenStopped kept = WhenStopped.tell(() -> report.stopped(verification.soFar(), chosen.size(), json))) {
      return verification.run(chosen, seeds, replays, bar::stepTo);
    }
  }

  private SimOptions options(AcceleratorBench bench, int count, Optional<Waveform> waveform) {
    SimOptions options = SimOptions.defaults().withSpeed(NetworkArguments.speed(bench.config(), count * (1 + seeds)));
    return waveform.map(options::withWaveform).orElse(options);
  }
}
