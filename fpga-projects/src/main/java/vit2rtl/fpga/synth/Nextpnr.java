package vit2rtl.fpga.synth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vit2rtl.sim.tool.Processes;
import vit2rtl.sim.tool.ToolException;
import vit2rtl.sim.tool.Tools;

/** The open place and route tools, and what each calls the parts of its device. */
public enum Nextpnr {
  ICE40(Tools.NEXTPNR_ICE40, "--pcf-allow-unconstrained", List.of("ICESTORM_LC"), "ICESTORM_RAM", "ICESTORM_DSP"),
  /** Counts look-up tables; versions before 0.5 know slices of two only. */
  ECP5(Tools.NEXTPNR_ECP5, "--lpf-allow-unconstrained", List.of("TRELLIS_COMB", "TRELLIS_SLICE"), "DP16KD",
      "MULT18X18D");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SEED = "--seed";
  private static final String REPORT = "timing.json";

  private final Tools tool;
  private final String freePins;
  private final List<String> logic;
  private final String memory;
  private final String multiplier;

  Nextpnr(Tools tool, String freePins, List<String> logic, String memory, String multiplier) {
    this.tool = tool;
    this.freePins = freePins;
    this.logic = logic;
    this.memory = memory;
    this.multiplier = multiplier;
  }

  /**
   * What place and route gave.
   *
   * @param logicCells  logic cells used
   * @param logicRoom   logic cells of the device
   * @param memories    block memories used
   * @param multipliers multiplier blocks used
   * @param megahertz   greatest frequency of the slowest clock
   */
  public record Result(int logicCells, int logicRoom, int memories, int multipliers, double megahertz) {}

  public Tools tool() {
    return tool;
  }

  /** The option that lets it choose pins. */
  String freePins() {
    return freePins;
  }

  /**
   * The command that places and routes {@code netlist.json}; always the same seed, so that it is repeatable: 1 where no
   * option names one.
   */
  public List<String> command(List<String> device, int megahertz, List<String> options) {
    List<String> command = new ArrayList<>(List.of(tool.name()));
    command.addAll(device);
    command.addAll(List.of("--json", "netlist.json"));
    if (!options.contains(SEED)) {
      command.addAll(List.of(SEED, "1"));
    }
    command.addAll(List.of("--freq", String.valueOf(megahertz)));
    command.addAll(options);
    return command;
  }

  /** Places and routes {@code netlist.json} of a folder. A missed frequency is for the caller to judge. */
  public Result run(Path folder, List<String> device, int megahertz, List<String> options) throws IOException {
    List<String> command = command(device, megahertz, options);
    command.addAll(List.of("--timing-allow-fail", "--report", REPORT));
    Processes.run(folder, command);
    JsonNode report = JSON.readTree(folder.resolve(REPORT).toFile());
    double slowest = Double.MAX_VALUE;
    for (JsonNode clock : report.path("fmax")) {
      slowest = Math.min(slowest, clock.path("achieved").doubleValue());
    }
    if (slowest == Double.MAX_VALUE) {
      throw new ToolException(tool.name() + " reports no clock; its report is " + report);
    }
    JsonNode used = report.path("utilization");
    JsonNode cells = used.path(logic.stream().filter(used::has).findFirst().orElseThrow(
        () -> new ToolException(tool.name() + " reports no " + logic.get(0) + "; its report is " + report)));
    return new Result(cells.path("used").intValue(), cells.path("available").intValue(),
        used.path(memory).path("used").intValue(), used.path(multiplier).path("used").intValue(), slowest);
  }
}
