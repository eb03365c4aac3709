package vit2rtl.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import vit2rtl.bench.speed.Measurement;
import vit2rtl.bench.speed.SimSpeed;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.AtomicFile;
import vit2rtl.sim.Tools;

/** {@code bench sim}: how fast simulation is, against C++ and against SpinalSim. */
@Command(name = "sim", mixinStandardHelpOptions = true, description = "Simulation from Java against a C++ program around"
    + " the same Verilated model, and against SpinalSim; elaboration and start times. Ends with 1 where a target is missed.")
final class BenchSimCommand implements Callable<Integer> {
  @Option(names = "--repetitions", defaultValue = "7", description = "Of each side; medians count. Default: ${DEFAULT-VALUE}.")
  private int repetitions;

  @Option(names = "--json", paramLabel = "R.json", description = "Also write the report as JSON.")
  private Path json;

  @Override
  public Integer call() throws Exception {
    if (repetitions < 1) {
      throw new InputException("bench sim: --repetitions " + repetitions + "; allowed: 1 or more");
    }
    List<Measurement> rows = new SimSpeed(repetitions).run(step -> System.err.println("bench sim: " + step));
    System.out.printf("%-44s %10s  %-9s %-24s %8s  %s%n", "what", "ours", "", "peer", "ratio", "target");
    for (Measurement row : rows) {
      System.out.printf(Locale.ROOT, "%-44s %10.2f  %-9s %-24s %8s  %s: %s%n", row.what(), row.ours(), row.unit(),
          row.peerName().isEmpty() ? "" : String.format(Locale.ROOT, "%s %.2f", row.peerName(), row.peer()),
          row.peerName().isEmpty() ? "" : String.format(Locale.ROOT, "%.2f x", row.ratio()), row.target(),
          row.reached() ? "reached" : "missed");
    }
    if (json != null) {
      AtomicFile.write(json, new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(
          Map.of("verilator", Tools.VERILATOR.versionLine(), "compiler", Tools.GXX.versionLine(), "java",
              System.getProperty("java.version"), "repetitions", repetitions, "measurements", rows)));
    }
    return rows.stream().allMatch(Measurement::reached) ? 0 : Errors.COMPARISON_FAILED;
  }
}
