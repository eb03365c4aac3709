package vit2rtl.bench.mutate;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import vit2rtl.bench.Comparison;
import vit2rtl.bench.Interruption;
import vit2rtl.bench.Stress;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.unit.Stimulus;
import vit2rtl.sim.dut.Dut;
import vit2rtl.sim.dut.SimulationException;
import vit2rtl.sim.icarus.Icarus;
import vit2rtl.sim.icarus.VerilogSources;
import vit2rtl.sim.tool.ToolException;
import vit2rtl.sim.tool.Tools;

/**
 * A few rows and resets in Icarus Verilog, where what nobody has set is undefined: a register that lost its reset, or a
 * table that is read behind its end, may show there only.
 */
final class FourValues {
  private static final int ROWS = 24;
  private static final int RESETS = 24;
  private static final long PATIENCE = 50_000;

  private FourValues() {}

  /** Whether the simulator is there, and the text without a fault passes. */
  static boolean canRun(UnitBench bench, String original) {
    return Tools.IVERILOG.isInstalled() && failure(bench, original).isEmpty();
  }

  /** What is wrong with a text, if it shows. */
  static Optional<String> failure(UnitBench bench, String text) {
    try (Dut dut = Icarus.open(bench.design(), new VerilogSources(text, List.of(), List.of()))) {
      bench.loadWithNoise(dut, new Random(1));
      int[] rows = Stimulus.rows(bench, ROWS, new Random(1));
      for (Stress stress : Stress.of(1)) {
        int[] in = stress.rows(bench.config(), rows);
        Comparison found = Comparison.of(bench.golden(in),
            dut.stream(bench.jobWithNoise(in, stress.source(), stress.sink()).within(PATIENCE)), bench.resultLength());
        if (!found.equal()) {
          return found.first().map(Object::toString);
        }
      }
      return bench.isOwn() ? Interruption.run(bench, dut, RESETS, new Random(1),
          (count, random) -> Stimulus.rows(bench, count, random)) : Optional.empty();
    } catch (SimulationException e) {
      // The shipped text never ends a simulation: the simulator was ended, as with this process, which says nothing.
      if (e.getMessage().contains(" ended the simulation")) {
        throw new ToolException("Icarus Verilog was cut off: " + e.getMessage(), e);
      }
      return Optional.of(e.getMessage());
    }
  }
}
