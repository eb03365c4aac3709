package vit2rtl.sim.wave;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import vit2rtl.sim.dut.CycleWindow;
import vit2rtl.sim.tool.RequestException;

/**
 * A waveform file to write; the format follows from the name.
 *
 * @param file   ends in {@code .fst} or {@code .vcd}
 * @param scopes instances to show, as paths below the top such as {@code lane_0} or {@code statistics.adder}; all where
 *               empty
 * @param depth  levels of hierarchy to show, from each scope (or from the top) on: 1 for its own signals only, 0 for
 *               all
 * @param cycles cycles to show, counted as the simulation counts them, reset included; all where empty
 */
public record Waveform(Path file, List<String> scopes, int depth, Optional<CycleWindow> cycles) {
  /** What models are built with. */
  public enum Format {
    /** No waves. */
    NONE,
    /** Value change dump, which every viewer reads. */
    VCD,
    /** GTKWave's compressed format. */
    FST
  }

  /**
   * Refuses files that end otherwise, and depths below 0.
   *
   * @param file   ends in {@code .fst} or {@code .vcd}
   * @param scopes instances to show, as paths below the top such as {@code lane_0} or {@code statistics.adder}; all where
   *               empty
   * @param depth  levels of hierarchy to show, from each scope (or from the top) on: 1 for its own signals only, 0 for
   *               all
   * @param cycles cycles to show, counted as the simulation counts them, reset included; all where empty
   */
  public Waveform {
    scopes = List.copyOf(scopes);
    if (!file.toString().endsWith(".fst") && !file.toString().endsWith(".vcd")) {
      throw new RequestException("waveform file '" + file + "'; allowed: names that end in .fst or .vcd");
    }
    if (depth < 0) {
      throw new RequestException("waveform depth " + depth + "; allowed: 0 (everything) or more levels");
    }
  }

  /**
   * Everything, from the first cycle to the last.
   *
   * @param file ending in {@code .vcd} or {@code .fst}
   */
  public Waveform(Path file) {
    this(file, List.of(), 0, Optional.empty());
  }

  /**
   * Only these instances and what is in them.
   *
   * @param wanted paths of instances, joined by dots
   * @return the waveform of them
   */
  public Waveform withScopes(String... wanted) {
    return new Waveform(file, List.of(wanted), depth, cycles);
  }

  /**
   * {@return this waveform with so many levels of the hierarchy only}
   *
   * @param wanted levels from each scope on, 1 for its own signals only, 0 for all
   */
  public Waveform withDepth(int wanted) {
    return new Waveform(file, scopes, wanted, cycles);
  }

  /**
   * {@return only the cycles {@code from}, …, {@code to − 1}}
   *
   * @param from the first cycle
   * @param to   the cycle behind the last
   */
  public Waveform withCycles(long from, long to) {
    if (from < 0 || to <= from || to - from > Integer.MAX_VALUE) {
      throw new RequestException("waveform cycles " + from + " to " + to + "; allowed: from 0 on, the end after the"
          + " start, at most 2^31 - 1 of them");
    }
    return new Waveform(file, scopes, depth, Optional.of(new CycleWindow(from, (int) (to - from))));
  }

  /** {@return the format that the file's ending names} */
  public Format format() {
    return file.toString().endsWith(".fst") ? Format.FST : Format.VCD;
  }
}
