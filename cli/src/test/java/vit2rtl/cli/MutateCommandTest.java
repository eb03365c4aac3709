package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        "--json", json.toString(), "--out", folder.toString());
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

  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {
      "mutate; a unit is missing",
      "mutate ptf --mutants 0; mutate: --mutants 0 --seeds 10 --more-rows 50000 --timeout 20 --depth 40",
      "mutate ptf --jobs 0; --depth 40 --jobs 0",
      "mutate ptf --top other; --top other belongs to --rtl, which is missing"})
  void whatCannotBeDoneIsRefused(String line, String message) {
    CliRun run = CliRun.of(line.split(" "));
    assertEquals(ExitCode.BAD_INPUT, run.exit(), run.err());
    assertTrue(run.err().contains(message), run.err());
  }
}
