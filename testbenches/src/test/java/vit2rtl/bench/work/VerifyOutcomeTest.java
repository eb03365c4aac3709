package vit2rtl.bench.work;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.bench.Comparison;
import vit2rtl.bench.Mismatch;
import vit2rtl.bench.Reloading;
import vit2rtl.bench.Verification;

/** Seeds of layers, done in any order, read as one process would have found them. */
@Execution(ExecutionMode.CONCURRENT)
class VerifyOutcomeTest {
  @TempDir
  Path folder;

  private static byte[] good(long cycles) {
    Comparison run = new Comparison(64, 0, Optional.empty(), cycles, 9, 32);
    return new SeedResult(run, run, Optional.empty(), "", "", "", new byte[0]).bytes();
  }

  private static byte[] bad(long seed) {
    Comparison free = new Comparison(64, 0, Optional.empty(), 40, 9, 32);
    Comparison run = new Comparison(64, 3, Optional.of(new Mismatch(5, 1, 2, -7, 8, 44)), 50, 9, 32);
    return new SeedResult(free.plus(run), free, Optional.of(seed), "waves of " + seed, "", "u-seed" + seed + ".vitreplay",
        new byte[] {(byte) seed}).bytes();
  }

  @Test
  void theLowestFailedSeedIsReported() throws IOException {
    VerifyOutcome outcome = VerifyOutcome.of(List.of(good(40), bad(2), bad(3), good(40), good(41), good(42)), 2, 3,
        layer -> folder.resolve("layer" + layer));
    Verification.Outcome first = outcome.layers().get(0);
    assertEquals(Optional.of(2L), first.failedSeed());
    assertEquals(64 + 128, first.total().elements());
    assertEquals(3, first.total().mismatches());
    assertEquals(Optional.of(new Mismatch(5, 1, 2, -7, 8, 44)), first.total().first());
    assertEquals(Optional.of("waves of 2"), first.waveform());
    Path replay = folder.resolve("layer0/u-seed2.vitreplay");
    assertEquals(Optional.of(replay), first.replay());
    assertArrayEquals(new byte[] {2}, Files.readAllBytes(replay));
    assertFalse(outcome.passed());
    Verification.Outcome second = outcome.layers().get(1);
    assertEquals(123, second.total().cycles());
    assertEquals(40, second.free().cycles());
    assertTrue(second.passed());
  }

  @Test
  void aBrokenPromiseOfAnySeedCounts() {
    Comparison run = new Comparison(64, 0, Optional.empty(), 40, 9, 32);
    byte[] late = new SeedResult(run, run, Optional.empty(), "", "the latency is 9", "", new byte[0]).bytes();
    VerifyOutcome outcome = VerifyOutcome.of(List.of(good(40), late, good(40)), 1, 3, layer -> folder);
    assertEquals(Optional.of("the latency is 9"), outcome.layers().get(0).brokenPromise());
    assertFalse(outcome.passed());
  }

  /** As in one process: the seed stands with its sentence, in whose place no promise of an earlier seed comes. */
  @Test
  void aSeedThatAResetBreaksHasNotPassed() {
    Comparison run = new Comparison(64, 0, Optional.empty(), 40, 9, 32);
    byte[] late = new SeedResult(run, run, Optional.empty(), "", "the latency is 9", "", new byte[0]).bytes();
    byte[] reset = new SeedResult(run, run, Optional.of(7L), "", "after a reset", "", new byte[0]).bytes();
    for (List<byte[]> seeds : List.of(List.of(reset, good(40)), List.of(late, reset))) {
      VerifyOutcome outcome = VerifyOutcome.of(seeds, 1, 2, layer -> folder);
      assertEquals(Optional.of(7L), outcome.layers().get(0).failedSeed());
      assertEquals(Optional.of("after a reset"), outcome.layers().get(0).brokenPromise());
      assertFalse(outcome.passed());
    }
    VerifyOutcome mismatch = VerifyOutcome.of(List.of(late, bad(2)), 1, 2, layer -> folder);
    assertEquals(Optional.empty(), mismatch.layers().get(0).brokenPromise());
  }

  @Test
  void layersLoadedInTurnCountToo() {
    byte[] reloads = ReloadResult.bytes(new Reloading(100, 2, 6, Optional.of("norm1: wrong")));
    VerifyOutcome outcome = VerifyOutcome.of(List.of(good(40), reloads), 1, 1, layer -> folder);
    assertEquals(Optional.of(new Reloading(100, 2, 6, Optional.of("norm1: wrong"))), outcome.reloading());
    assertFalse(outcome.passed());
  }
}
