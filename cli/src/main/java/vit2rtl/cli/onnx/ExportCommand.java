package vit2rtl.cli.onnx;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** {@code export}: an integer model in the formats of others. */
@Command(name = "export", mixinStandardHelpOptions = true, subcommands = ExportOnnxCommand.class,
    description = "Writes an integer model in a format that other programs execute.")
public final class ExportCommand implements Callable<Integer> {
  @Spec
  private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "export what? There is: onnx");
  }
}
