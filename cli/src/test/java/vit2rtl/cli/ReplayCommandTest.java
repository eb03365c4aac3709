package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.examples.FirFilter;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.StallPattern;
import vit2rtl.sim.StreamJob;
import vit2rtl.sim.StreamSink;
import vit2rtl.sim.StreamSource;
import vit2rtl.sim.Tools;
import vit2rtl.sim.replay.Replay;
import vit2rtl.sim.replay.ReplayFile;
import vit2rtl.sim.replay.ReplayRun;

/** {@code replay}: the file alone decides what is said and the exit code. */
class ReplayCommandTest {
  @TempDir
  private Path folder;

  @Test
  void aFailureIsRepeatedAndARepairedDesignPasses() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    RtlDesign good = Hdl.elaborate(() -> new FirFilter(8, 2, -1));
    String text = good.text().replace("assign out_data_0 = result;", "assign out_data_0 = result ^ 1;");
    RtlDesign bad = new RtlDesign(good.topName(), good.language(), text, text, good.clocks(), good.ports(),
        good.streams());
    ReplayRun run = new ReplayRun(new StreamJob(List.of(new StreamSource("in", new int[] {5, 6}, 2,
        StallPattern.none())), List.of(new StreamSink("out", 1, 2, StallPattern.none()))), List.of(new int[] {10, 7}));
    Replay failed = Replay.of(bad, SimOptions.defaults(), List.of(), List.of(run)).orElseThrow();
    String failure = "stream out: first mismatch at element 0 (row 0, column 0): expected 10, got 11 in cycle 1";
    Path file = folder.resolve("bad.vitreplay");
    Path wave = folder.resolve("out.fst");
    ReplayFile.write(file, failed);
    CliRun again = CliRun.of("replay", file.toString(), "--trace", wave.toString());
    assertEquals("FirFilter: fails as recorded: " + failure, again.out().strip());
    assertEquals(1, again.exit());
    assertTrue(Files.exists(wave));
    ReplayFile.write(file, new Replay(good, failed.options(), List.of(), failed.runs(), failed.failure()));
    CliRun repaired = CliRun.of("replay", file.toString());
    assertEquals("FirFilter: passes now; recorded: " + failure, repaired.out().strip());
    assertEquals(0, repaired.exit());
  }

  @Test
  void aFileThatIsNoneIsBadInput() {
    Path file = folder.resolve("none.vitreplay");
    CliRun run = CliRun.of("replay", file.toString());
    assertEquals(2, run.exit());
    assertEquals("vit2rtl: replay file " + file + " does not exist; name a .vitreplay file", run.err().strip());
  }
}
