package vit2rtl.sim.wave;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import vit2rtl.sim.tool.RequestException;

/**
 * Waveforms that nobody asked for: of the last cycles before a simulation failed. They cost nothing while all is well:
 * the simulation remembers what it was asked, and a failure repeats it on a traced model.
 *
 * @param folder where they go; none are written where empty
 * @param cycles how many cycles before the failure they show, at least 1
 * @param kept   how many the folder may hold, at least 1; the oldest makes room
 */
public record FailureWaves(Optional<Path> folder, int cycles, int kept) {
  private static final int CYCLES = 200;
  private static final int KEPT = 20;

  /**
   * Refuses numbers below 1.
   *
   * @param folder where they go; none are written where empty
   * @param cycles how many cycles before the failure they show, at least 1
   * @param kept   how many the folder may hold, at least 1; the oldest makes room
   */
  public FailureWaves {
    if (cycles < 1 || kept < 1) {
      throw new RequestException("waves of the last " + cycles + " cycles, " + kept
          + " kept; allowed: 1 or more of each");
    }
  }

  /**
   * 200 cycles, 20 files, in the folder that {@code -Dvit2rtl.failures} names ({@code off} for none), else in
   * {@code target/vit2rtl-failures} where there is a {@code target}, else in {@code vit2rtl-failures}.
   *
   * @return the waves that are written where options say nothing else
   */
  public static FailureWaves standard() {
    String chosen = System.getProperty("vit2rtl.failures", "");
    if (chosen.equals("off")) {
      return none();
    }
    Path target = Path.of("target");
    Path standard = Files.isDirectory(target) ? target.resolve("vit2rtl-failures") : Path.of("vit2rtl-failures");
    return in(chosen.isEmpty() ? standard : Path.of(chosen));
  }

  /**
   * {@return waves of the last 200 cycles, 20 files kept}
   *
   * @param folder where they go
   */
  public static FailureWaves in(Path folder) {
    return new FailureWaves(Optional.of(folder), CYCLES, KEPT);
  }

  /** {@return no waves} */
  public static FailureWaves none() {
    return new FailureWaves(Optional.empty(), CYCLES, KEPT);
  }

  /**
   * {@return these waves of another number of cycles}
   *
   * @param wanted from 1
   */
  public FailureWaves withCycles(int wanted) {
    return new FailureWaves(folder, wanted, kept);
  }

  /**
   * {@return these waves with another number of files kept}
   *
   * @param wanted from 1
   */
  public FailureWaves withKept(int wanted) {
    return new FailureWaves(folder, cycles, wanted);
  }
}
