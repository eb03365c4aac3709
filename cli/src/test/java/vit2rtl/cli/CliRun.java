package vit2rtl.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * What a command printed and ended with, run inside this JVM; several may run at a time.
 *
 * @param exit the exit code
 * @param out  standard output
 * @param err  what the command itself says on standard error: its refusals
 * @param said progress and notices on standard error
 */
record CliRun(int exit, String out, String err, String said) {

  static CliRun of(String... arguments) {
    Console console = new Console();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    AtomicInteger exit = new AtomicInteger();
    console.during(() -> {
      CommandLine command = Main.commandLine()
          .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
          .setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8))
          .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
      exit.set(command.execute(arguments));
    });
    return new CliRun(exit.get(), console.outText(), err.toString(StandardCharsets.UTF_8), console.errText());
  }
}
