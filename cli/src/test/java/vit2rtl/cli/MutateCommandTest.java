package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.cli.output.ExitCode;
import vit2rtl.sim.tool.Tools;

/** {@code mutate}: totals, JSON and page agree; what cannot be done is refused before any work. */
class MutateCommandTest {

  @Test
  void totalsJsonAndPageAgree(@TempDir Path folder) throws IOException {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    assumeTrue(Tools.YOSYS.isInstalled() && Tools.YOSYS_ABC.isInstalled(), "yosys and yosys-abc are not installed");
    Path json = folder.resolve("mutants.json");
    CliRun run = CliRun.of("mutate", "ptf", "--set", "channels=3", "--mutants", "20", "--seeds", "1", "--more-rows", "100",
        "--json", json.toString(), "--page", folder.toString());
    assertEquals(0, run.exit(), run.out() + run.err());
    JsonNode result = new ObjectMapper().readTree(json.toFile());
    int killed = result.path("killed").asInt();
    int equivalent = result.path("equivalent").asInt();
    assertEquals(20, result.path("mutants").asInt());
    assertEquals(20, killed + equivalent);
    assertTrue(result.path("survived").isArray() && result.path("survived").isEmpty(), result::toString);
    String summary = "ptf: 20 mutants, " + killed + " killed, " + equivalent + " proven equivalent, 0 survived";
    assertEquals(summary + System.lineSeparator(), run.out());
    String page = Files.readString(folder.resolve("mutants.html")).replace("&#x3D;", "=");
    assertTrue(page.contains(summary) && page.contains("<h2>Killed</h2>"), page);
    assertTrue(page.contains("./vit2rtl mutate ptf --set channels=3 --mutants 20 --seed 1"), page);
  }

  @Tag("sweep")
  @Test
  void partsSayWhatOneRunSays(@TempDir Path folder) throws IOException {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    assumeTrue(Tools.YOSYS.isInstalled() && Tools.YOSYS_ABC.isInstalled(), "yosys and yosys-abc are not installed");
    List<String> command = List.of("mutate", "ptf", "--set", "channels=3", "--mutants", "6", "--seeds", "1", "--more-rows",
        "100");
    Path one = folder.resolve("one.json");
    Path merged = folder.resolve("merged.json");
    CliRun together = run(command, "--json", one.toString(), "--page", folder.resolve("one").toString());
    for (int part = 1; part <= 2; part++) {
      assertEquals(0, run(command, "--shard", part + "/2", "--out", folder.resolve(part + ".vshard").toString()).exit());
    }
    CliRun apart = run(List.of("merge"), folder.resolve("2.vshard").toString(), folder.resolve("1.vshard").toString(),
        "--json", merged.toString(), "--page", folder.resolve("merged").toString());
    assertEquals(together.out(), apart.out());
    assertEquals(together.exit(), apart.exit());
    assertEquals(Files.readString(one), Files.readString(merged));
    assertEquals(Files.readString(folder.resolve("one/mutants.html")), Files.readString(folder.resolve("merged/mutants.html")));
  }

  private static CliRun run(List<String> command, String... more) {
    return CliRun.of(Stream.concat(command.stream(), Stream.of(more)).toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {
      "mutate; a unit is missing",
      "mutate ptf --mutants 0; mutate: --mutants 0 --seeds 10 --more-rows 50000 --timeout 20 --depth 40",
      "mutate ptf --jobs 0; --depth 40 --jobs 0",
      "mutate ptf --jobs 1 --shards 2 --resume kept; mutate: --rtl and --jobs are of one process; leave them out, or --shard",
      "mutate ptf --top other; --top other belongs to --rtl, which is missing"})
  void whatCannotBeDoneIsRefused(String line, String message) {
    CliRun run = CliRun.of(line.split(" "));
    assertEquals(ExitCode.BAD_INPUT, run.exit(), run.err());
    assertTrue(run.err().contains(message), run.err());
  }
}
