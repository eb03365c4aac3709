package vit2rtl.cli.network;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** {@code plan}: what hardware will do, without simulating it. */
@Command(name = "plan", mixinStandardHelpOptions = true, subcommands = PlanNetworkCommand.class,
    description = "Says without simulating how long hardware will take and what it needs.")
public final class PlanCommand implements Callable<Integer> {
  @Spec
  private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "plan what? There is: network");
  }
}
