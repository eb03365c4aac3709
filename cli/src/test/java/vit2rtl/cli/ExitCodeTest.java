package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import vit2rtl.golden.InputException;
import vit2rtl.sim.dut.SimulationException;
import vit2rtl.sim.tool.ToolException;

/** What a command ends with, whatever was thrown in it. */
class ExitCodeTest {

  @Command(name = "fails")
  private record Failing(Throwable failure) implements Runnable {
    @Override
    public void run() {
      throwUnchecked(failure);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwUnchecked(Throwable failure) throws T {
      throw (T) failure;
    }
  }

  private record Case(Throwable failure, int exit) {}

  static List<Case> failures() {
    return List.of(
        new Case(new InputException("wrong"), 2),
        new Case(new ToolException("gone"), 3),
        new Case(new IllegalStateException("never"), 4),
        new Case(new IOException("disk"), 4),
        new Case(new OutOfMemoryError("Java heap space"), 4),
        new Case(new StackOverflowError(), 4),
        new Case(new NoClassDefFoundError("a/B"), 4),
        new Case(new AssertionError("never"), 4));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void isTheListedCode(Case given) {
    StringWriter said = new StringWriter();
    int exit = Main.commandLine().addSubcommand(new Failing(given.failure())).setErr(new PrintWriter(said)).execute("fails");
    assertEquals(given.exit(), exit, said.toString());
    assertTrue(said.toString().startsWith("vit2rtl: "), said.toString());
    assertTrue(!said.toString().contains("\tat "), said.toString());
  }

  @Test
  void theReadmeListsThemAll() throws IOException {
    String readme = Files.readString(Path.of(System.getProperty("vit2rtl.root", ".."), "README.md"));
    String line = readme.lines().filter(l -> l.contains("Exit codes:")).findFirst().orElseThrow();
    CommandLine main = Main.commandLine();
    for (String code : main.getCommandSpec().usageMessage().exitCodeList().keySet()) {
      assertTrue(line.matches(".*[ ,]" + code + " [a-z].*"), code + " is missing in: " + line);
    }
  }
}
