package vit2rtl.cli.export;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;
import vit2rtl.cli.onnx.ExportOnnxCommand;

/** {@code export}: an integer model, or what verifies it, in the formats of others. */
@Command(name = "export", mixinStandardHelpOptions = true, subcommands = {ExportOnnxCommand.class, ExportVectorsCommand.class},
    description = "Writes an integer model, or stimulus with what must come out, in formats that other programs read.")
public final class ExportCommand implements Callable<Integer> {
  @Spec
  private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(spec.commandLine(), "export what? There are: onnx, vectors");
  }
}
