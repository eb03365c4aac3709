package vit2rtl.accelerator.block;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import vit2rtl.sim.tool.Processes;
import vit2rtl.sim.tool.Tools;

/** A module in its two texts, the one for simulators and the one for Yosys, side by side in a bench in Icarus Verilog. */
final class CellBench {
  private static final Path CELLS = Path.of("/usr/share/yosys/ice40/cells_sim.v");

  private CellBench() {}

  static void needTheTools() {
    assumeTrue(Tools.IVERILOG.isInstalled(), "iverilog is not installed");
    assumeTrue(Files.exists(CELLS), "yosys' iCE40 cell models are not where Debian puts them");
  }

  /** What the bench prints. */
  static String run(Path folder, String twin, String cell, String bench) throws IOException {
    Files.writeString(folder.resolve("bench.v"), "`timescale 1ns/1ns\n" + twin + "`define YOSYS\n" + cell + bench);
    Processes.run(folder, List.of("iverilog", "-g2005-sv", "-DNO_ICE40_DEFAULT_ASSIGNMENTS", "-o", "bench.vvp", "-s", "bench",
        "bench.v", CELLS.toString()));
    return Processes.run(folder, List.of("vvp", "-n", "bench.vvp")).strip();
  }
}
