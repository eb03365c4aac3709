package vit2rtl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.bench.unit.Stimulus;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.dut.SimulationException;
import vit2rtl.sim.replay.ReplayFile;
import vit2rtl.sim.tool.Tools;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/** A verification that fails leaves a file that fails in the same place; one that passes leaves none. */
class ReplayFileTest {
  @TempDir
  private Path folder;

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  private static UnitBench bench() {
    UnitKind kind = UnitKinds.named("ptf");
    return new UnitBench(kind.config(Settings.of(kind, Map.of("channels", "13"))));
  }

  private static UnitBench spoilt(UnitBench bench, String from, String to) {
    RtlDesign d = bench.design();
    String text = d.verificationText().replaceFirst(from, to);
    assertTrue(!text.equals(d.verificationText()), "the place for the fault is gone");
    return bench.withDesign(new RtlDesign(d.topName(), d.language(), text, text, d.clocks(), d.ports(), d.streams()));
  }

  private Verification.Outcome verify(UnitBench bench) {
    return new Verification(bench, SimOptions.defaults()).withReplays(folder).run(3, 2,
        random -> Stimulus.rows(bench, 16, random), done -> {});
  }

  @Test
  void theFileShowsTheMismatchOfTheReport() {
    UnitBench broken = spoilt(bench(), "(assign sum_1 = [^;]+)\\+", "$1-");
    Verification.Outcome outcome = verify(broken);
    Path file = outcome.replay().orElseThrow();
    assertEquals(folder.resolve(broken.design().topName() + "-seed3.vitreplay"), file);
    String failure = ReplayFile.read(file).run(Optional.empty()).orElseThrow();
    assertEquals("stream out: " + outcome.total().first().orElseThrow(), failure);
    String text = new VerificationText("ptf", "./vit2rtl verify ptf", 16).of(outcome, "stated 4");
    assertTrue(text.contains("replay file: ./vit2rtl replay " + file), text);
  }

  @Test
  void aRunWithoutEndLeavesOneToo() throws IOException {
    UnitBench stuck = spoilt(bench(), "assign in_ready = ", "assign in_ready = 1'b0 && ");
    String message = assertThrows(SimulationException.class, () -> verify(stuck)).getMessage();
    Path file = folder.resolve(stuck.design().topName() + "-seed3.vitreplay");
    assertTrue(message.contains("; repeat it with ./vit2rtl replay " + file), message);
    assertTrue(message.startsWith(ReplayFile.read(file).failure()), message);
  }

  @Test
  void aRunThatPassesLeavesNone() throws IOException {
    Verification.Outcome outcome = verify(bench());
    assertTrue(outcome.passed() && outcome.replay().isEmpty());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(0, left.count());
    }
  }
}
