package vit2rtl.bench.speed;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import vit2rtl.golden.fleet.Fleet;
import vit2rtl.golden.fleet.FleetProvider;
import vit2rtl.golden.fleet.FleetRun;
import vit2rtl.golden.fleet.LocalFleet;
import vit2rtl.golden.fleet.Work;
import vit2rtl.sim.tool.Processes;
import vit2rtl.sim.tool.ToolException;

/**
 * The same work by threads of this JVM and by workers at an address, in turns; both must give the same results, to the last
 * byte. Times are by the clock, as what a user waits for, and of the processor, as other programs disturb those least.
 */
public final class FleetSpeed {
  /** How many measurements a run gives. */
  public static final int ROWS = 4;

  private static final double MUST = 0.9;
  private static final double MOST_START = 6;
  private static final int SHARDS_PER_THREAD = 4;

  private final String master;
  private final int threads;
  private final int repetitions;

  /**
   * Threads against workers.
   *
   * @param master      the workers' address
   * @param threads     of this JVM
   * @param repetitions of each side
   */
  public FleetSpeed(String master, int threads, int repetitions) {
    this.master = master;
    this.threads = threads;
    this.repetitions = repetitions;
  }

  /**
   * Measures start and rate.
   *
   * @param step receives what is measured next
   * @param done receives each measurement as soon as it is there
   */
  public void run(Work work, Consumer<String> step, Consumer<Measurement> done) {
    step.accept("start of " + master);
    start().forEach(done);
    try (Fleet workers = FleetProvider.at(master, Map.of())) {
      step.accept(work.units() + " units by " + threads + " threads and by " + master);
      AlternatingRuns clock = new AlternatingRuns(0);
      List<Double> ours = new ArrayList<>();
      List<Double> peer = new ArrayList<>();
      Fleet local = new LocalFleet(threads);
      // The first run, which the JVM compiles in, does not count.
      byte[][] expected = results(work, local);
      clock.run(repetitions, () -> seconds(work, workers, expected, ours, step),
          () -> seconds(work, local, expected, peer, step));
      String what = work.units() + " images, ";
      done.accept(clock.measurement(what + "by the clock", "s", threads + " threads", MUST));
      double mine = median(ours);
      double other = median(peer);
      done.accept(new Measurement(what + "processor", "s CPU", mine, threads + " threads", other, other / mine, "", true));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static double median(List<Double> values) {
    return Median.of(values.stream().mapToDouble(v -> v).toArray());
  }

  private byte[][] results(Work work, Fleet fleet) {
    return new FleetRun(work, Optional.empty()).run(fleet, SHARDS_PER_THREAD * threads, done -> { }, said -> { }).units()
        .toArray(byte[][]::new);
  }

  /** Seconds by the clock, said at once, for all take minutes; those of the processor are added to a list. */
  private double seconds(Work work, Fleet fleet, byte[][] expected, List<Double> processor, Consumer<String> step) {
    long cpu = CpuTime.ofProcess();
    long start = System.nanoTime();
    byte[][] results = results(work, fleet);
    double seconds = (System.nanoTime() - start) / 1e9;
    processor.add((CpuTime.ofProcess() - cpu) / 1e9);
    step.accept(String.format(Locale.ROOT, "%s: %.1f s, %.1f s of the processor", fleet.title(), seconds,
        processor.get(processor.size() - 1)));
    if (!Arrays.deepEquals(expected, results)) {
      throw new ToolException("threads and " + fleet.title() + " disagree about the results");
    }
    return seconds;
  }

  /** A new process each time: from the address to the first result. */
  private List<Measurement> start() {
    double[] times = new double[repetitions];
    double[] processor = new double[repetitions];
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), FleetStart.class.getName(), master));
    for (int i = 0; i < repetitions; i++) {
      String printed = Processes.run(null, command);
      String[] both = printed.strip().lines().reduce((a, b) -> b).orElseThrow().split(" ");
      times[i] = Double.parseDouble(both[0]);
      processor[i] = Double.parseDouble(both[1]);
    }
    return List.of(Measurement.atMost(master + ", start to first result", "s", Median.of(times), MOST_START,
        "at most " + MOST_START + " s"), new Measurement(master + ", start to first result", "s CPU", Median.of(processor),
        "", 0, 0, "", true));
  }
}
