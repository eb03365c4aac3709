package vit2rtl.cli.bench;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vit2rtl.bench.speed.SimSpeed;
import vit2rtl.cli.output.ExitCode;
import vit2rtl.cli.output.Outputs;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.InputException;
import vit2rtl.sim.tool.Tools;

/** {@code bench sim}: how fast simulation is, against C++ and against SpinalSim. */
@Command(name = "sim", mixinStandardHelpOptions = true, description = "Simulation from Java against a C++ program"
    + " around the same Verilated model, and against SpinalSim; elaboration and start times."
    + " Ends with 1 where a target is missed.")
final class BenchSimCommand implements Callable<Integer> {
  @Option(names = "--repetitions", defaultValue = "7",
      description = "Of each side; medians count. Default: ${DEFAULT-VALUE}.")
  private int repetitions;

  @Option(names = "--json", paramLabel = "R.json", description = "Also write the report as JSON.")
  private Path json;

  @Override
  public Integer call() throws Exception {
    Outputs.files(json);
    if (repetitions < 1) {
      throw new InputException("bench sim: --repetitions " + repetitions + "; allowed: 1 or more");
    }
    try (BenchTable table = new BenchTable(json, Map.of("verilator", Tools.VERILATOR.versionLine(), "compiler",
        Tools.GXX.versionLine(), "java", System.getProperty("java.version"), "repetitions", repetitions))) {
      table.expect(SimSpeed.ROWS);
      new SimSpeed(repetitions).run(step -> Progress.say("bench sim: " + step), table::add);
      return table.reached() ? 0 : ExitCode.COMPARISON_FAILED;
    }
  }
}
