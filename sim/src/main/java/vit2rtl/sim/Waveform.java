package vit2rtl.sim;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vit2rtl.golden.InputException;
import vit2rtl.hdl.rtl.RtlDesign;

/**
 * A waveform file to write; the format follows from the name.
 *
 * @param file   ends in {@code .fst} or {@code .vcd}
 * @param scopes instances to show, as paths below the top such as {@code lane_0} or {@code statistics.adder}; all where
 *               empty
 * @param depth  levels of hierarchy to show, from each scope (or from the top) on: 1 for its own signals only, 0 for
 *               all
 * @param cycles cycles to show, counted as {@link Simulation#cycles} counts, reset included; all where empty
 */
public record Waveform(Path file, List<String> scopes, int depth, Optional<CycleWindow> cycles) {
  private static final int ALL_LEVELS = 999;

  /** What models are built with. */
  public enum Format { NONE, VCD, FST }

  public Waveform {
    scopes = List.copyOf(scopes);
    if (!file.toString().endsWith(".fst") && !file.toString().endsWith(".vcd")) {
      throw new InputException("waveform file '" + file + "'; allowed: names that end in .fst or .vcd");
    }
    if (depth < 0) {
      throw new InputException("waveform depth " + depth + "; allowed: 0 (everything) or more levels");
    }
  }

  /** Everything, from the first cycle to the last. */
  public Waveform(Path file) {
    this(file, List.of(), 0, Optional.empty());
  }

  /** Only these instances and what is in them. */
  public Waveform withScopes(String... wanted) {
    return new Waveform(file, List.of(wanted), depth, cycles);
  }

  public Waveform withDepth(int wanted) {
    return new Waveform(file, scopes, wanted, cycles);
  }

  /** Only the cycles {@code from}, …, {@code to − 1}. */
  public Waveform withCycles(long from, long to) {
    if (from < 0 || to <= from || to - from > Integer.MAX_VALUE) {
      throw new InputException("waveform cycles " + from + " to " + to + "; allowed: from 0 on, the end after the"
          + " start, at most 2^31 - 1 of them");
    }
    return new Waveform(file, scopes, depth, Optional.of(new CycleWindow(from, (int) (to - from))));
  }

  public Format format() {
    return file.toString().endsWith(".fst") ? Format.FST : Format.VCD;
  }

  /**
   * What the model is told: file, first cycle, cycle after the last, then level and scope by turns; a line each.
   *
   * @param top Verilator's name of the design's top instance
   */
  String request(RtlDesign design, String top) {
    List<String> lines = new ArrayList<>(List.of(file.toString()));
    lines.add(String.valueOf(cycles.map(CycleWindow::from).orElse(0L)));
    lines.add(String.valueOf(cycles.map(window -> window.from() + window.count()).orElse(Long.MAX_VALUE)));
    String level = String.valueOf(depth == 0 ? ALL_LEVELS : depth);
    for (String scope : scopes) {
      InstancePaths.of(design).require(scope);
      lines.add(level);
      lines.add(top + "." + scope);
    }
    if (scopes.isEmpty() && depth > 0) {
      lines.add(level);
      lines.add(top);
    }
    return String.join("\n", lines);
  }
}
