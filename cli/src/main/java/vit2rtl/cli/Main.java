package vit2rtl.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import vit2rtl.cli.bench.BenchCommand;
import vit2rtl.cli.board.BoardCommand;
import vit2rtl.cli.demo.DemoCommand;
import vit2rtl.cli.export.ExportCommand;
import vit2rtl.cli.fleet.MergeCommand;
import vit2rtl.cli.model.CompareCommand;
import vit2rtl.cli.model.EvalCommand;
import vit2rtl.cli.model.FiguresCommand;
import vit2rtl.cli.model.QuantizeCommand;
import vit2rtl.cli.network.PlanCommand;
import vit2rtl.cli.synth.SynthCommand;
import vit2rtl.cli.unit.ExecCommand;
import vit2rtl.cli.unit.ExtractCommand;
import vit2rtl.cli.unit.GenerateCommand;
import vit2rtl.cli.unit.InspectCommand;
import vit2rtl.cli.unit.IpCommand;
import vit2rtl.cli.unit.MutateCommand;
import vit2rtl.cli.unit.ProveCommand;
import vit2rtl.cli.unit.VerifyCommand;
import vit2rtl.golden.Version;

/** The {@code vit2rtl} command. */
@Command(
    name = "vit2rtl",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Number.class,
    description = "From a trained Vision Transformer to integer-only hardware proven equal to its golden model.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
        "0:all equal, or done",
        "1:a comparison failed",
        "2:bad input or usage",
        "3:an external tool is missing or failed",
        "4:an error inside vit2rtl",
        "130:stopped by Ctrl-C; what was done by then is said, and kept where files were asked for"},
    subcommands = {DemoCommand.class, TestCommand.class, ExecCommand.class, ExtractCommand.class, GenerateCommand.class,
        InspectCommand.class, VerifyCommand.class, ProveCommand.class, MutateCommand.class, PlanCommand.class, ReplayCommand.class,
        SynthCommand.class, BoardCommand.class, IpCommand.class, QuantizeCommand.class, EvalCommand.class,
        CompareCommand.class, MergeCommand.class, FiguresCommand.class, ExportCommand.class, BenchCommand.class,
        CacheCommand.class, DoctorCommand.class})
public final class Main implements Callable<Integer> {
  /** What {@code --version} prints. */
  static final class Number implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {Version.TOOL};
    }
  }

  @Spec
  private CommandLine.Model.CommandSpec spec;

  @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show stack traces and what tools are doing.")
  private boolean verbose;

  boolean verbose() {
    return verbose;
  }

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing; see --help");
  }

  public static CommandLine commandLine() {
    Main main = new Main();
    return new CommandLine(main)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Errors::usage)
        .setExecutionStrategy(parsed -> run(parsed, main))
        .setExecutionExceptionHandler((e, commandLine, result) -> Errors.failed(e, commandLine, main.verbose()));
  }

  /** Runs what was asked for. Picocli hands exceptions to a handler but lets errors, such as a full memory, pass. */
  private static int run(CommandLine.ParseResult parsed, Main main) {
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (Error e) {
      return Errors.failed(e, parsed.commandSpec().commandLine(), main.verbose());
    }
  }

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }
}
