package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.sim.tool.Tools;

/** {@code verify --trace}: of which instances and cycles. */
class TraceCommandTest {
  @TempDir
  private Path folder;

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  private CliRun verify(String... trace) {
    List<String> arguments = new java.util.ArrayList<>(List.of("verify", "ptf", "--set", "channels=8", "--seeds", "1",
        "--rows", "8"));
    arguments.addAll(List.of(trace));
    return CliRun.of(arguments.toArray(String[]::new));
  }

  @Test
  void oneInstanceInSomeCycles() throws Exception {
    Path file = folder.resolve("wave.vcd");
    CliRun run = verify("--trace", file.toString(), "--trace-scope", "beat", "--trace-cycles", "10:20");
    assertEquals(0, run.exit(), run.err());
    List<String> lines = Files.readAllLines(file);
    assertEquals(List.of("top", "ResidualToPtf", "beat"),
        lines.stream().filter(l -> l.contains("$scope")).map(l -> l.strip().split(" +")[2]).toList());
    List<Long> times = lines.stream().filter(l -> l.startsWith("#")).map(l -> Long.parseLong(l.substring(1))).toList();
    assertTrue(times.size() <= 20 && times.get(0) >= 20 && times.get(times.size() - 1) < 44, times.toString());
  }

  @Test
  void whatCannotBeIsRefused() {
    String file = folder.resolve("wave.vcd").toString();
    assertEquals("vit2rtl: waveform scope 'bet': ResidualToPtf has no such instance; allowed: beat\n",
        verify("--trace", file, "--trace-scope", "bet").err());
    assertEquals("vit2rtl: --trace-cycles 5; allowed: FROM:TO, such as 100:250\n",
        verify("--trace", file, "--trace-cycles", "5").err());
    CliRun run = verify("--trace-scope", "beat");
    assertEquals(2, run.exit());
    assertTrue(run.err().contains("give the file with --trace"), run.err());
  }
}
