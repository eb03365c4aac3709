package vit2rtl.fpga.synth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Predicate;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.tool.ToolException;
import vit2rtl.sim.tool.Tools;

/** Synthesises a design with Yosys and, where the device's nextpnr is installed, places and routes it. */
public final class Synthesis {
  private static final ObjectMapper JSON = new ObjectMapper();
  /** The frequency that place and route aims at. */
  private static final int AIM = 100;

  private Synthesis() {}

  public static SynthesisReport run(RtlDesign design, Target target) {
    Tools.YOSYS.require();
    return WorkFolder.with("vit2rtl-synth", folder -> run(design, target, folder));
  }

  private static SynthesisReport run(RtlDesign design, Target target, Path folder) throws IOException {
    Files.writeString(folder.resolve("design.v"), design.text());
    SynthesisReport synthesis = netlist(folder, "design.v", script(target, design.topName()), design.topName(),
        target);
    Optional<Nextpnr> nextpnr = target.nextpnr().filter(n -> n.tool().isInstalled());
    return nextpnr.isEmpty() ? synthesis : placed(synthesis, design, nextpnr.get(), folder);
  }

  /** Placed and routed; in a shell without pins where that fails; if that fails, too, what synthesis gave and why. */
  private static SynthesisReport placed(SynthesisReport synthesis, RtlDesign design, Nextpnr nextpnr, Path folder)
      throws IOException {
    Target target = synthesis.target();
    try {
      return synthesis.placed(place(nextpnr, target, folder, ""));
    } catch (ToolException bare) {
      Files.writeString(folder.resolve("shell.v"), PinlessShell.of(design));
      netlist(folder, "design.v shell.v", script(target, PinlessShell.TOP), PinlessShell.TOP, target);
      try {
        return synthesis.placed(place(nextpnr, target, folder, ", in a shell without pins"));
      } catch (ToolException shelled) {
        return synthesis.notPlaced(reason(shelled));
      }
    }
  }

  /** The first line of what a tool said that calls itself an error. */
  private static String reason(ToolException e) {
    return e.getMessage().lines().filter(line -> line.startsWith("ERROR:")).findFirst()
        .map(line -> line.substring("ERROR:".length()).strip())
        .orElseGet(() -> e.getMessage().lines().findFirst().orElse(""));
  }

  private static String script(Target target, String top) {
    return target.script() + " -top " + top + target.after();
  }

  /**
   * Synthesises Verilog files of a folder into its {@code netlist.json}.
   *
   * @param script commands behind which the top holds everything
   */
  public static SynthesisReport netlist(Path folder, String files, String script, String top, Target target)
      throws IOException {
    Yosys.run(folder, "read_verilog " + files + "; " + script
        + "; tee -q -o stat.json stat -json; " + Yosys.NETLIST);
    return report(top, target, cells(folder.resolve("stat.json"), top));
  }

  /** What cells amount to. */
  static SynthesisReport report(String top, Target target, Map<String, Integer> cells) {
    return new SynthesisReport(top, target, Tools.YOSYS.versionLine(), cells,
        count(cells, t -> t.matches("LUT[1-6]|SB_LUT4|LUT4")),
        lutMemory(cells),
        count(cells, t -> t.startsWith("FD") || t.startsWith("SB_DFF") || t.startsWith("TRELLIS_FF")),
        count(cells, t -> t.startsWith("DSP48") || t.equals("SB_MAC16") || t.startsWith("MULT18")),
        count(cells, t -> t.startsWith("RAMB") || t.startsWith("SB_RAM") || t.startsWith("DP16KD")
            || t.startsWith("PDPW16KD")),
        count(cells, t -> t.startsWith("CARRY") || t.equals("SB_CARRY") || t.equals("CCU2C")),
        Optional.empty(), Optional.empty());
  }

  private static Map<String, Integer> cells(Path stat, String top) throws IOException {
    String text = Files.readString(stat);
    JsonNode root = JSON.readTree(text.substring(text.indexOf('{')));
    JsonNode module = root.path("modules").path("\\" + top).path("num_cells_by_type");
    JsonNode types = module.isMissingNode() ? root.path("design").path("num_cells_by_type") : module;
    Map<String, Integer> cells = new TreeMap<>();
    types.fields().forEachRemaining(e -> cells.put(e.getKey(), e.getValue().intValue()));
    return cells;
  }

  private static int count(Map<String, Integer> cells, Predicate<String> type) {
    return cells.entrySet().stream().filter(e -> type.test(e.getKey())).mapToInt(Map.Entry::getValue).sum();
  }

  /** LUT sites of distributed memories: a RAM64M8 or RAM32M16 takes eight, a quad memory four, a shift register one. */
  private static int lutMemory(Map<String, Integer> cells) {
    return 8 * count(cells, t -> t.matches("RAM(64M8|32M16)")) + 4 * count(cells, t -> t.matches("RAM(64M|32M)"))
        + count(cells, t -> t.startsWith("SRL")) + 2 * count(cells, t -> t.matches("RAM\\d+X1D|TRELLIS_DPR16X4"));
  }

  private static SynthesisReport.Placement place(Nextpnr nextpnr, Target target, Path folder, String how)
      throws IOException {
    Nextpnr.Result result = nextpnr.run(folder, target.device(), AIM, List.of(nextpnr.freePins()));
    return new SynthesisReport.Placement(nextpnr.tool().versionLine() + how,
        how.isEmpty() ? OptionalInt.of(result.logicCells()) : OptionalInt.empty(), result.megahertz());
  }
}
