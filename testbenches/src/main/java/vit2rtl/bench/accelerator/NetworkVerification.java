package vit2rtl.bench.accelerator;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import vit2rtl.accelerator.cycles.CycleModel;
import vit2rtl.accelerator.file.ModelBin;
import vit2rtl.accelerator.schedule.Program;
import vit2rtl.accelerator.schedule.ProgramBuilder;
import vit2rtl.bench.accelerator.AcceleratorBench.Stalls;
import vit2rtl.golden.data.Image;
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.dut.CycleWindow;
import vit2rtl.sim.dut.SimulationException;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamResult;
import vit2rtl.sim.replay.Replay;
import vit2rtl.sim.replay.ReplayFile;
import vit2rtl.sim.replay.ReplayRun;

/**
 * Images through the whole network in simulated hardware, back to back, without stalls and with random stalls of every
 * external stream. Every integer tensor is compared with the golden model's, and the cycles without stalls with the
 * cycle model's. The constants come out of the bytes of a model.bin: the model's own, or a given file.
 */
public final class NetworkVerification {
  /** Tap elements of a run; more images go in several runs on the same running model. */
  private static final long RUN_ELEMENTS = 12_000_000;
  /** A run is given up after so many times the predicted cycles: stalls take about three times. */
  private static final int PATIENCE = 8;
  private static final long SHORTEST_PATIENCE = 200_000;

  private final AcceleratorBench bench;
  private final QuantizedVit model;
  private final SimOptions options;
  private final Program program;
  private final byte[] stream;
  private final Map<Integer, Long> predicted = new HashMap<>();
  private volatile NetworkTotals totals = NetworkTotals.NONE;

  /** With the constants that the model gives, by way of the bytes of a model.bin. */
  public NetworkVerification(AcceleratorBench bench, QuantizedVit model, SimOptions options) {
    this(bench, model, options, ProgramBuilder.build(bench.config(), model));
  }

  private NetworkVerification(AcceleratorBench bench, QuantizedVit model, SimOptions options, Program program) {
    this(bench, model, options, program, ModelBin.stream("model.bin", ModelBin.bytes(program), bench.config()));
  }

  private NetworkVerification(AcceleratorBench bench, QuantizedVit model, SimOptions options, Program program,
      byte[] stream) {
    this.bench = bench;
    this.model = model;
    this.options = options;
    this.program = program;
    this.stream = stream;
  }

  /**
   * With given constants: does the hardware compute this model with them?
   *
   * @param stream as {@link ModelBin#read} gives it
   */
  public static NetworkVerification withConstants(AcceleratorBench bench, QuantizedVit model, SimOptions options,
      byte[] stream) {
    return new NetworkVerification(bench, model, options, ProgramBuilder.build(bench.config(), model), stream);
  }

  public Program program() {
    return program;
  }

  /**
   * Runs images; stops at the first run with a difference or without end.
   *
   * @param seeds   how many runs with random stalls follow each run without
   * @param replays where a failed run leaves the file that repeats it
   */
  public NetworkTotals run(List<Image> images, int seeds, Path replays, IntConsumer progress) {
    IntegerVit golden = new IntegerVit(model);
    try (Simulation simulation = Simulator.open(bench.design(), options)) {
      int from = 0;
      int together = imagesPerRun(program);
      while (from < images.size() && !totals.failed()) {
        int to = Math.min(images.size(), from + together);
        List<Image> some = images.subList(from, to);
        List<GoldenTensors> tensors = some.stream().map(image -> new GoldenTensors(golden, image)).toList();
        for (int seed = 0; seed <= seeds && !totals.failed(); seed++) {
          run(simulation, from, some, tensors, seed, replays);
        }
        from = to;
        progress.accept(to);
      }
    }
    return totals;
  }

  /** What the runs that are done have shown; from any thread. */
  public NetworkTotals soFar() {
    return totals;
  }

  /** How many images go back to back: their taps stay within a limit. */
  public static int imagesPerRun(Program program) {
    long elements = new Comparison(program).sinks(1).stream().mapToLong(s -> (long) s.rows() * s.rowLength()).sum();
    return (int) Math.max(1, RUN_ELEMENTS / elements);
  }

  private void run(Simulation simulation, int firstImage, List<Image> images, List<GoldenTensors> tensors, int seed,
      Path replays) {
    long expected = predicted.computeIfAbsent(images.size(), count -> new CycleModel(program).run(count));
    StreamJob whole = bench.job(program, stream, images, seed == 0 ? Stalls.NONE : Stalls.random(seed));
    StreamJob job = new StreamJob(whole.sources(), whole.sinks(), SHORTEST_PATIENCE + PATIENCE * expected,
        CycleWindow.NONE);
    long start = System.nanoTime();
    StreamResult result;
    try {
      result = simulation.stream(job);
    } catch (SimulationException e) {
      totals = totals.plus(Standstill.of(program, images.size(), e), e.waves(), standing(job, tensors, replays));
      return;
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    AcceleratorBench.Outcome outcome = bench.compare(program, result, tensors);
    totals = totals.plus(outcome, seed == 0 ? Optional.of(expected) : Optional.empty(), seconds, firstImage);
    if (outcome.first().isPresent()) {
      leave(job, outcome, replays);
    }
  }

  /** Waves of the last cycles before the first difference, and a replay file, both from a fresh model. */
  private void leave(StreamJob job, AcceleratorBench.Outcome outcome, Path replays) {
    Optional<Path> waves;
    try (Simulation again = Simulator.open(bench.design(), options.withoutWaveform())) {
      long before = again.cycles();
      again.stream(job);
      waves = again.wavesAround(before + outcome.first().orElseThrow().cycle());
    }
    totals = totals.with(waves, replay(job, outcome.expected(), replays));
  }

  /** The replay file of a run without end: the logits alone are expected, for taps hold nobody up. */
  private Optional<Path> standing(StreamJob job, List<GoldenTensors> tensors, Path replays) {
    int[] logits = tensors.stream().flatMapToInt(golden -> Arrays.stream(golden.tensor("logits").values())).toArray();
    return replay(new StreamJob(job.sources(), job.sinks().subList(0, 1), job.maxCycles(), CycleWindow.NONE),
        List.of(logits), replays);
  }

  private Optional<Path> replay(StreamJob job, List<int[]> expected, Path replays) {
    Path file = replays.resolve("network.vitreplay");
    Optional<Replay> replay = Replay.of(bench.design(), options, List.of(), List.of(new ReplayRun(job, expected)));
    replay.ifPresent(failed -> ReplayFile.write(file, failed));
    return replay.map(failed -> file);
  }
}
