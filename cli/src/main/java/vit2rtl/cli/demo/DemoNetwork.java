package vit2rtl.cli.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.file.ModelBin;
import vit2rtl.accelerator.schedule.Program;
import vit2rtl.bench.accelerator.AcceleratorBench;
import vit2rtl.bench.accelerator.NetworkTotals;
import vit2rtl.bench.accelerator.NetworkVerification;
import vit2rtl.cli.arguments.NetworkArguments;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.io.AtomicFile;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.wave.FailureWaves;

/**
 * The whole network in simulated hardware, on a thread of its own: its C++ is compiled while the models in Java classify
 * images.
 */
final class DemoNetwork {
  /** Runs with random stalls beside the one without. */
  static final int STALLED_RUNS = 1;

  private final CompletableFuture<Run> run = new CompletableFuture<>();
  private int done;
  private IntConsumer progress = images -> { };

  private record Run(Program program, NetworkTotals totals) {}

  private DemoNetwork() {}

  /**
   * Begins.
   *
   * @param change what is simulated in place of the accelerator
   * @param out    folder for RTL, constants and failures
   */
  static DemoNetwork start(QuantizedVit model, AcceleratorConfig config, UnaryOperator<RtlDesign> change, Images images,
      Path out) {
    DemoNetwork network = new DemoNetwork();
    network.run.completeAsync(() -> run(model, config, change, images, out, network::done), DemoNetwork::daemon);
    return network;
  }

  private synchronized void done(int images) {
    done = images;
    progress.accept(images);
  }

  private synchronized void hear(IntConsumer listener) {
    progress = listener;
    progress.accept(done);
  }

  /** A failure elsewhere must not wait for it. */
  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "network");
    thread.setDaemon(true);
    thread.start();
  }

  private static Run run(QuantizedVit model, AcceleratorConfig config, UnaryOperator<RtlDesign> change, Images images,
      Path out, IntConsumer progress) {
    AcceleratorBench plain = new AcceleratorBench(config);
    AcceleratorBench bench = plain.withDesign(change.apply(plain.design()));
    AtomicFile.write(out.resolve("rtl/Accelerator.v"), bench.design().text());
    Path failures = out.resolve("failures");
    SimOptions options = SimOptions.defaults().withFailureWaves(FailureWaves.in(failures))
        .withSpeed(NetworkArguments.speed(config, images.size() * (1 + STALLED_RUNS)));
    NetworkVerification verification = new NetworkVerification(bench, model, options);
    ModelBin.write(out.resolve("rtl/model.bin"), verification.program());
    List<Image> chosen = IntStream.range(0, images.size()).mapToObj(images::image).toList();
    return new Run(verification.program(), verification.run(chosen, STALLED_RUNS, failures, progress));
  }

  /** Waits for it; an exception of its thread is thrown here. {@code listener} receives how many images are done. */
  NetworkTotals totals(IntConsumer listener) {
    hear(listener);
    return end().totals();
  }

  Program program() {
    return end().program();
  }

  private Run end() {
    try {
      return run.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
