package vit2rtl.fpga.synth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.golden.InputException;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.Processes;
import vit2rtl.sim.ToolException;
import vit2rtl.sim.Tools;

/**
 * Synthesises a design into the standard cells of a Liberty file with Yosys and ABC: cell area in the file's unit, and
 * ABC's estimate of the longest path between registers after sizing, without wires; where OpenSTA is installed, its
 * longest path through the same netlist, slopes, loads and setup times of the library included, wires not. Memories
 * become flip-flops.
 */
public final class AsicSynthesis {
  private static final Pattern DELAY = Pattern.compile("Delay = *([0-9.]+) ps");
  private static final Pattern AREA = Pattern.compile("Chip area for (?:top )?module '[^']*': ([0-9.]+)");
  /** In a file of its own: newer versions of Yosys (0.52) take a comma within {@code -p} for the end of a command. */
  private static final String ABC = """
      strash; ifraig; scorr; dc2; dch -f; map
      topo; buffer; upsize; dnsize; stime -p
      """;

  private AsicSynthesis() {}

  public static List<Figure> run(RtlDesign design, Path liberty) {
    Tools.YOSYS.require();
    if (!Files.isReadable(liberty)) {
      throw new InputException("there is no readable Liberty file " + liberty
          + "; needed: a library of standard cells (.lib), as process kits bring them");
    }
    return WorkFolder.with("vit2rtl-asic", folder -> run(design, liberty, folder));
  }

  private static List<Figure> run(RtlDesign design, Path liberty, Path folder) throws IOException {
    Files.writeString(folder.resolve("design.v"), design.text());
    // A link, so that no character of the user's path means anything to Yosys.
    Files.createSymbolicLink(folder.resolve("cells.lib"), liberty.toRealPath());
    Files.writeString(folder.resolve("map.abc"), ABC);
    String log = Processes.run(folder, List.of("yosys", "-p", "read_verilog design.v; synth -flatten -top "
        + design.topName() + "; dfflibmap -liberty cells.lib; abc -liberty cells.lib -script map.abc"
        // OpenSTA's reader knows neither undefined bits nor concatenations on the left.
        + "; setundef -zero; splitnets; opt_clean -purge; stat -liberty cells.lib"
        + "; write_verilog -noattr -noexpr mapped.v"));
    String tool = Tools.YOSYS.versionLine() + " with ABC, " + liberty.getFileName();
    List<Figure> figures = new ArrayList<>();
    figures.add(new Figure("area", last(AREA, log, "a cell area"), "of the library", Figure.Kind.SYNTHESIS, tool));
    double picoseconds = last(DELAY, log, "a delay");
    figures.add(new Figure("path", picoseconds, "ps", Figure.Kind.SYNTHESIS, tool));
    if (Tools.OPENSTA.isInstalled()) {
      figures.add(new Figure("path", OpenSta.picoseconds(folder, design), "ps", Figure.Kind.TIMING_ANALYSIS,
          "OpenSTA " + Tools.OPENSTA.versionLine() + ", " + liberty.getFileName()));
    }
    return figures;
  }

  /** Why no timing analyser's path is among the figures; empty where it is. */
  public static Optional<String> notAnalysed() {
    return Tools.OPENSTA.isInstalled()
        ? Optional.empty()
        : Optional.of("sta (OpenSTA) is not installed: " + Tools.OPENSTA.howToGet());
  }

  private static double last(Pattern pattern, String log, String what) {
    Matcher matcher = pattern.matcher(log);
    double value = -1;
    while (matcher.find()) {
      value = Double.parseDouble(matcher.group(1));
    }
    if (value < 0) {
      throw new ToolException("yosys and ABC report no " + what.replaceFirst("^an? ", "")
          + "; has the Liberty file cells with areas and timing tables, flip-flops among them?");
    }
    return value;
  }
}
