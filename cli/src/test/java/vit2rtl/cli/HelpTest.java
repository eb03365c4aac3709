package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What every command's help says, as text. */
class HelpTest {
  private static final Path APPROVED =
      Path.of(System.getProperty("vit2rtl.root", ".."), "cli/src/test/resources/vit2rtl/cli/help");

  static List<String> commands() {
    List<String> names = new ArrayList<>(List.of(""));
    collect(Main.commandLine(), "", names);
    return names;
  }

  private static void collect(CommandLine command, String prefix, List<String> names) {
    command.getSubcommands().forEach((name, sub) -> {
      names.add((prefix + " " + name).strip());
      collect(sub, (prefix + " " + name).strip(), names);
    });
  }

  @ParameterizedTest(name = "vit2rtl {0}")
  @MethodSource("commands")
  void isAsApproved(String command) throws IOException {
    CliRun run = CliRun.of((command + " --help").strip().split(" "));
    assertEquals(0, run.exit(), run.err());
    Path file = APPROVED.resolve((command.isEmpty() ? "vit2rtl" : command.replace(' ', '-')) + ".txt");
    if (Boolean.getBoolean("vit2rtl.accept")) {
      Files.createDirectories(APPROVED);
      Files.writeString(file, run.out());
    }
    String accept = "; to accept the new text: mvn -pl cli -am test -Dtest=HelpTest -Dvit2rtl.accept=true"
        + " -Dsurefire.failIfNoSpecifiedTests=false";
    assertTrue(Files.exists(file), file + " is missing" + accept);
    assertEquals(Files.readString(file), run.out(), file + accept);
  }
}
