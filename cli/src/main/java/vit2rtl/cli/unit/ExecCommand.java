package vit2rtl.cli.unit;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import vit2rtl.bench.UnitBench;
import vit2rtl.cli.arguments.TensorFiles;
import vit2rtl.cli.arguments.UnitArguments;
import vit2rtl.cli.output.Outputs;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.dut.StallPattern;

/** {@code exec}: one unit on a file of tensors. */
@Command(name = "exec", mixinStandardHelpOptions = true, footer = TensorFiles.HELP,
    description = "Runs one unit on a file of tensors, in the golden model or in simulated hardware.")
public final class ExecCommand implements Callable<Integer> {

  /** What computes. */
  enum Backend { GOLDEN, RTL }

  @Mixin
  private UnitArguments unit;

  @Option(names = "--backend", required = true, description = "golden or rtl.")
  private Backend backend;

  @Option(names = "--in", required = true, paramLabel = "F.safetensors", description = "Tensors to read.")
  private Path in;

  @Option(names = "--out", required = true, paramLabel = "G.safetensors", description = "Tensors to write.")
  private Path out;

  @Override
  public Integer call() {
    Outputs.files(out);
    SafeTensors tensors = SafeTensors.open(in);
    UnitBench bench = new UnitBench(unit.kind().config(tensors, unit.settings()));
    unit.kind().notices(tensors, unit.settings()).forEach(notice -> Progress.say("warning: " + notice));
    int[] rows = unit.kind().rows(tensors).ints();
    int[] result = switch (backend) {
      case GOLDEN -> bench.golden(rows);
      case RTL -> simulate(bench, rows);
    };
    bench.config().result(result).write(out);
    System.out.printf("%s: %d elements, %s, written to %s%n", unit.kind().name(), result.length,
        backend == Backend.RTL ? "simulated hardware" : "golden model", out);
    return 0;
  }

  private static int[] simulate(UnitBench bench, int[] rows) {
    try (Simulation simulation = Simulator.open(bench.design(), SimOptions.defaults())) {
      return simulation.stream(bench.job(rows, StallPattern.none(), StallPattern.none())).data();
    }
  }
}
