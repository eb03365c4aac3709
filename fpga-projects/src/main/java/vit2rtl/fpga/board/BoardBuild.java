package vit2rtl.fpga.board;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import vit2rtl.fpga.synth.WorkFolder;
import vit2rtl.fpga.synth.Yosys;
import vit2rtl.golden.io.AtomicFile;
import vit2rtl.sim.Processes;
import vit2rtl.sim.ToolException;
import vit2rtl.sim.Tools;

/**
 * Builds a board's bitstream: Yosys, nextpnr-ice40, icepack. The output folder receives {@code core.v}, {@code top.v},
 * {@code pins.pcf}, {@code board.bin} and {@code report.json}, each complete or not at all.
 */
public final class BoardBuild {
  private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final BoardDesign design;
  private final String units;

  /** @param units the units and their settings in words, for the report */
  public BoardBuild(BoardDesign design, String units) {
    this.design = design;
    this.units = units;
  }

  /** Builds into {@code out}; {@code step} hears what begins. */
  public BoardReport run(Path out, Consumer<String> step) {
    Tools.YOSYS.require();
    Tools.NEXTPNR_ICE40.require();
    Tools.ICEPACK.require();
    return WorkFolder.with("vit2rtl-board", folder -> build(folder, out, step));
  }

  private BoardReport build(Path folder, Path out, Consumer<String> step) throws IOException {
    Files.writeString(folder.resolve("core.v"), design.core().text());
    Files.writeString(folder.resolve("top.v"), design.board().top());
    Files.writeString(folder.resolve("pins.pcf"), design.board().pins());
    step.accept("synthesis");
    Yosys.run(folder, "read_verilog core.v top.v; " + design.board().target().script() + " -top " + BoardDesign.TOP
        + " -json netlist.json");
    step.accept("place and route");
    Processes.run(folder, placement());
    step.accept("bitstream");
    Processes.run(folder, List.of("icepack", "board.asc", "board.bin"));
    BoardReport report = report(folder);
    for (String file : List.of("core.v", "top.v", "pins.pcf", "board.bin")) {
      AtomicFile.write(out.resolve(file),
          to -> Files.copy(folder.resolve(file), to, StandardCopyOption.REPLACE_EXISTING));
    }
    AtomicFile.write(out.resolve("report.json"), JSON.writeValueAsString(report) + "\n");
    return report;
  }

  private List<String> placement() {
    List<String> command = new ArrayList<>(List.of("nextpnr-ice40"));
    command.addAll(design.board().target().placement());
    // Timing is judged from the report: a miss is this command's own message, not a failure of the tool.
    command.addAll(List.of("--json", "netlist.json", "--pcf", "pins.pcf", "--asc", "board.asc", "--seed", "1", "--freq",
        String.valueOf(design.board().megahertz()), "--timing-allow-fail", "--report", "timing.json"));
    return command;
  }

  private BoardReport report(Path folder) throws IOException {
    JsonNode timing = JSON.readTree(folder.resolve("timing.json").toFile());
    double megahertz = Double.MAX_VALUE;
    for (JsonNode clock : timing.path("fmax")) {
      megahertz = Math.min(megahertz, clock.path("achieved").doubleValue());
    }
    if (megahertz == Double.MAX_VALUE) {
      throw new ToolException("nextpnr-ice40 reports no clock; its report is " + timing);
    }
    JsonNode used = timing.path("utilization");
    return new BoardReport(design.board().name(), units, Tools.YOSYS.versionLine(), Tools.NEXTPNR_ICE40.versionLine(),
        used.path("ICESTORM_LC").path("used").intValue(), used.path("ICESTORM_LC").path("available").intValue(),
        used.path("ICESTORM_RAM").path("used").intValue(), used.path("ICESTORM_DSP").path("used").intValue(),
        Math.round(megahertz * 10) / 10.0, design.board().megahertz(), Files.size(folder.resolve("board.bin")));
  }

  /** A report written earlier. */
  public static BoardReport read(Path file) {
    try {
      return JSON.readValue(file.toFile(), BoardReport.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
