package vit2rtl.fpga.synth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.hdl.RtlDesign;
import vit2rtl.sim.Processes;
import vit2rtl.sim.Tools;

/** Synthesises a design with Yosys and, for iCE40, places and routes it with nextpnr. */
public final class Synthesis {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern FREQUENCY = Pattern.compile("Max frequency for clock[^:]*: ([0-9.]+) MHz");
  private static final Pattern LOGIC_CELLS = Pattern.compile("ICESTORM_LC: +([0-9]+)/");

  private Synthesis() {}

  public static SynthesisReport run(RtlDesign design, Target target) {
    Tools.YOSYS.require();
    return WorkFolder.with("vit2rtl-synth", folder -> run(design, target, folder));
  }

  private static SynthesisReport run(RtlDesign design, Target target, Path folder) throws IOException {
    Files.writeString(folder.resolve("design.v"), design.text());
    Yosys.run(folder, "read_verilog design.v; " + target.script() + " -top " + design.topName()
        + "; tee -q -o stat.json stat -json; write_json netlist.json");
    Map<String, Integer> cells = cells(folder.resolve("stat.json"), design.topName());
    Optional<SynthesisReport.Placement> placement = target.placement().isEmpty() || !Tools.NEXTPNR_ICE40.isInstalled()
        ? Optional.empty()
        : Optional.of(place(target, folder));
    return new SynthesisReport(design.topName(), target, Tools.YOSYS.versionLine(), cells,
        count(cells, t -> t.matches("LUT[1-6]|SB_LUT4|LUT4")),
        lutMemory(cells),
        count(cells, t -> t.startsWith("FD") || t.startsWith("SB_DFF") || t.startsWith("TRELLIS_FF")),
        count(cells, t -> t.startsWith("DSP48") || t.equals("SB_MAC16") || t.startsWith("MULT18")),
        count(cells, t -> t.startsWith("RAMB") || t.startsWith("SB_RAM") || t.startsWith("DP16KD")
            || t.startsWith("PDPW16KD")),
        count(cells, t -> t.startsWith("CARRY") || t.equals("SB_CARRY") || t.equals("CCU2C")), placement);
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

  private static SynthesisReport.Placement place(Target target, Path folder) {
    List<String> command = new ArrayList<>(List.of("nextpnr-ice40"));
    command.addAll(target.placement());
    command.addAll(List.of("--json", "netlist.json", "--pcf-allow-unconstrained", "--seed", "1", "--freq", "100",
        "--timing-allow-fail"));
    String log = Processes.run(folder, command);
    Matcher frequency = FREQUENCY.matcher(log);
    double last = 0;
    while (frequency.find()) {
      last = Double.parseDouble(frequency.group(1));
    }
    Matcher cells = LOGIC_CELLS.matcher(log);
    return new SynthesisReport.Placement(Tools.NEXTPNR_ICE40.versionLine(),
        cells.find() ? Integer.parseInt(cells.group(1)) : 0, last);
  }
}
