package vit2rtl.cli.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code bench}: the benchmarks, each against its peer in the same run. */
@Command(name = "bench", mixinStandardHelpOptions = true,
    subcommands = {BenchSimCommand.class, BenchGoldenCommand.class, BenchScaleCommand.class},
    description = "The benchmarks, each against its peer in the same run.")
public final class BenchCommand implements Callable<Integer> {
  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "say which benchmark; see --help");
  }
}
