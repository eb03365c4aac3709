package vit2rtl.sim;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import vit2rtl.hdl.rtl.RtlDesign;

/** Repeats what a simulation was asked on a traced model, to see its last cycles. */
final class FailureRerun {
  private static final System.Logger LOG = System.getLogger(FailureRerun.class.getName());
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
  private static final int AFTER = 10;

  private final RtlDesign design;
  private final SimOptions options;
  private final Journal journal;

  FailureRerun(RtlDesign design, SimOptions options, Journal journal) {
    this.design = design;
    this.options = options;
    this.journal = journal;
  }

  /**
   * The failure with its waves named in its message; where they cannot be had, with the reason. Nothing that goes wrong
   * here hides the failure. The cycle in which it happened is found.
   */
  SimulationException explained(SimulationException failure) {
    return explained(failure, OptionalLong.empty());
  }

  /** The same for a failure in a known cycle. */
  SimulationException explained(SimulationException failure, long cycle) {
    return explained(failure, OptionalLong.of(cycle));
  }

  private SimulationException explained(SimulationException failure, OptionalLong cycle) {
    if (options.failureWaves().folder().isEmpty() || failure.isExplained()) {
      return failure;
    }
    if (isTracedWhole()) {
      return failure.with(options.waveform().get().file(), "complete once the simulation is closed");
    }
    try {
      if (!journal.isWhole()) {
        throw new IllegalStateException("the run is too long to repeat; trace it with SimOptions.withWaveform");
      }
      long at = cycle.isPresent() ? cycle.getAsLong() : end(failure);
      Written written = write(window(at, cycle.isPresent() ? AFTER : 0));
      return failure.with(written.file(), "cycles " + written.from() + " to " + written.last());
    } catch (RuntimeException | IOException e) {
      return failure.without(e.getMessage());
    }
  }

  /** The waves around a cycle, where waves are wanted and can be had. */
  Optional<Path> around(long cycle) {
    if (options.failureWaves().folder().isEmpty() || !journal.isWhole()) {
      return Optional.empty();
    }
    try {
      return Optional.of(write(window(cycle, AFTER)).file());
    } catch (RuntimeException | IOException e) {
      LOG.log(Level.WARNING, () -> "no waves of " + design.topName() + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private boolean isTracedWhole() {
    return options.waveform().filter(w -> w.scopes().isEmpty() && w.depth() == 0 && w.cycles().isEmpty()).isPresent();
  }

  private CycleWindow window(long cycle, int after) {
    long end = cycle + 1 + after;
    long from = Math.max(0, end - options.failureWaves().cycles());
    return new CycleWindow(from, (int) (end - from));
  }

  /** The cycle in which the model ends: found by a first repetition, which writes nothing. */
  private long end(SimulationException failure) throws IOException {
    Path nothing = Files.createTempFile("vit2rtl-waves", ".vcd");
    try (Simulation again = Simulator.open(design,
        traced(new Waveform(nothing).withCycles(Long.MAX_VALUE - 1, Long.MAX_VALUE)))) {
      Optional<SimulationException> same = journal.repeat(again);
      if (same.isEmpty() || !same.get().getMessage().equals(failure.getMessage())) {
        throw new IllegalStateException("a repetition with waves did not fail in the same way: the failure depends on"
            + " registers that nothing has set");
      }
      return again.tracedCycle();
    } finally {
      Files.delete(nothing);
    }
  }

  private SimOptions traced(Waveform waveform) {
    return options.withWaveform(waveform).withFailureWaves(FailureWaves.none()).withCovering(SimOptions.Covering.OFF)
        .withSpeed(SimOptions.Speed.FAST_BUILD);
  }

  /** A file, and its first and last cycle. */
  private record Written(Path file, long from, long last) {}

  private Written write(CycleWindow window) throws IOException {
    Path file = newFile();
    long last;
    try (Simulation again = Simulator.open(design,
        traced(new Waveform(file).withCycles(window.from(), window.from() + window.count())))) {
      journal.repeat(again);
      last = Math.min(window.from() + window.count() - 1, again.tracedCycle());
    }
    makeRoom(file.getParent());
    return new Written(file, window.from(), last);
  }

  /** A name that no other failure has, whatever runs at the same time. */
  private Path newFile() throws IOException {
    Path folder = options.failureWaves().folder().orElseThrow();
    Files.createDirectories(folder);
    String name = design.topName() + "-" + LocalDateTime.now().format(STAMP);
    for (int number = 1; ; number++) {
      try {
        return Files.createFile(folder.resolve(name + "-" + number + ".vcd"));
      } catch (FileAlreadyExistsException e) {
        // The next number.
      }
    }
  }

  /** The oldest go. */
  private void makeRoom(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> waves = files.filter(f -> f.toString().endsWith(".vcd"))
          .sorted(Comparator.comparing((Path f) -> f.toFile().lastModified()).thenComparing(Path::getFileName))
          .toList();
      for (Path old : waves.subList(0, Math.max(0, waves.size() - options.failureWaves().kept()))) {
        Files.deleteIfExists(old);
      }
    }
  }
}
