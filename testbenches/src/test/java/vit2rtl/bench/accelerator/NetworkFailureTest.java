package vit2rtl.bench.accelerator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.replay.Replay;
import vit2rtl.sim.replay.ReplayFile;
import vit2rtl.sim.wave.FailureWaves;

/** What a verification of a whole network leaves that fails: what and where, waves of the last cycles, a replay file. */
class NetworkFailureTest {
  private static final NetworkCase NETWORK = NetworkCase.of(4, 2, 1, 8, 1, 2, 12, 5, 1, true, "macs=8 lanes=2");
  private static final QuantizedVit MODEL = NETWORK.model();
  private static final AcceleratorBench BENCH = NETWORK.bench(MODEL);

  @TempDir
  private Path folder;

  private NetworkTotals verify(AcceleratorBench bench, int seeds) {
    SimOptions options = SimOptions.defaults().withFailureWaves(FailureWaves.in(folder.resolve("waves")));
    return new NetworkVerification(bench, MODEL, options).run(NETWORK.some(2), seeds, folder, done -> { });
  }

  private static AcceleratorBench spoilt(String found, String instead) {
    RtlDesign whole = BENCH.design();
    String text = whole.verificationText().replaceFirst(found, instead);
    assertFalse(text.equals(whole.verificationText()), "the place for the fault is gone");
    return BENCH.withDesign(new RtlDesign(whole.topName(), whole.language(), text, text, whole.clocks(), whole.ports(),
        whole.streams()));
  }

  @Tag("sweep")
  @Test
  void aDifferenceIsNamedAndCanBeRepeated() {
    NetworkTotals totals = verify(spoilt("product_1_at_add <= ", "product_1_at_add <= 1 ^ "), 0);
    assertFalse(totals.passed());
    Difference first = totals.first().orElseThrow();
    assertEquals("patch_embed.acc", first.tensor());
    assertTrue(first.expected() != first.actual() && first.cycle() > 0, first.toString());
    assertTrue(first.job().endsWith(" (drain patch_embed)"), first.job());
    requireEvidence(totals, "stream logits: first mismatch at element ");
  }

  @Test
  void aHangSaysWhereItStandsAndCanBeRepeated() {
    NetworkTotals totals = verify(spoilt("(?s)(module NormStage .*?assign begins = )", "$1(1'b0) && "), 1);
    assertFalse(totals.passed());
    Standstill stands = totals.standstill().orElseThrow();
    assertEquals(0, totals.images());
    assertEquals(List.of("logits: 0 of 10", "norm: 0 of ", "attention: 0 of "),
        List.of(stands.status().get(0), stands.status().get(2).substring(0, 11), stands.status().get(3).substring(0, 16)));
    assertTrue(stands.status().get(2).endsWith(" (blocks.0.norm1) of image 0"), stands.toString());
    requireEvidence(totals, "Accelerator: the sinks did not get all their rows within ");
  }

  private static void requireEvidence(NetworkTotals totals, String failure) {
    assertTrue(Files.exists(totals.waves().orElseThrow()));
    Replay replay = ReplayFile.read(totals.replay().orElseThrow());
    assertTrue(replay.failure().startsWith(failure), replay.failure());
    assertEquals(Optional.of(replay.failure()), replay.run(Optional.empty()));
  }

  @Tag("sweep")
  @Test
  void aRunThatPassesLeavesNothing() {
    NetworkTotals totals = verify(BENCH, 0);
    assertTrue(totals.passed() && totals.waves().isEmpty() && totals.replay().isEmpty() && totals.standstill().isEmpty());
  }
}
