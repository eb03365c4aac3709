package vit2rtl.fpga.synth;

import java.nio.file.Path;
import java.util.List;
import vit2rtl.sim.tool.Processes;
import vit2rtl.sim.tool.ToolException;

/** Runs Yosys. */
public final class Yosys {
  /**
   * What Yosys says when one of its passes has given a wire two drivers and a later one throws one away: the netlist is
   * wrong, though Yosys ends with success. Seen with version 0.23 where its pass for iCE40 multiplier blocks takes both
   * registers behind a product.
   */
  private static final String MISCOMPILED = "Driver-driver conflict";

  /**
   * Writes {@code netlist.json} for place and route. Newer versions (0.55, not 0.23) say in cells of a flattened netlist
   * where it came from; nextpnr 0.4 takes them for hardware.
   */
  public static final String NETLIST = "delete t:?scopeinfo; write_json netlist.json";

  private Yosys() {}

  /** Runs a script in a folder; a failure, or a netlist known to be wrong, is an error. */
  public static void run(Path folder, String script) {
    String said = Processes.run(folder, List.of("yosys", "-q", "-p", script));
    said.lines().filter(line -> line.contains(MISCOMPILED)).findFirst().ifPresent(line -> {
      throw new ToolException("yosys made a wrong netlist (" + line.strip() + "); choose multipliers=logic, or another"
          + " version of yosys");
    });
  }
}
