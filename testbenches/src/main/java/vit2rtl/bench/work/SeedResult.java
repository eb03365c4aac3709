package vit2rtl.bench.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import vit2rtl.bench.Comparison;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.Verification;
import vit2rtl.golden.fleet.ResultBytes;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.wave.FailureWaves;

/**
 * What one seed of a layer gave.
 *
 * @param total      all of its runs
 * @param free       the one without stalls
 * @param failed     the seed, where a run had a mismatch or a reset in the middle of a row shows
 * @param waveform   the ports around the first mismatch
 * @param broken     a sentence where latency or rate are not as stated, or on that reset
 * @param replayName name of the file that repeats the run; empty where there is none
 * @param replay     its bytes
 */
record SeedResult(Comparison total, Comparison free, Optional<Long> failed, String waveform, String broken,
    String replayName, byte[] replay) {
  /** Waves would stay on the worker; the replay file makes them anywhere. */
  private static final SimOptions OPTIONS = SimOptions.defaults().withFailureWaves(FailureWaves.none());

  static SeedResult run(UnitBench bench, long seed, Verification.Rows rows) {
    try {
      // A run without end leaves its replay file there and throws, naming it; then the folder stays.
      Path folder = Files.createTempDirectory("vit2rtl-seed");
      SeedResult result = of(new Verification(bench, OPTIONS).withReplays(folder)
          .run(seed, 1, rows, done -> { }));
      Files.delete(folder);
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SeedResult of(Verification.Outcome outcome) throws IOException {
    String name = "";
    byte[] bytes = {};
    if (outcome.replay().isPresent()) {
      Path file = outcome.replay().get();
      name = file.getFileName().toString();
      bytes = Files.readAllBytes(file);
      Files.delete(file);
    }
    return new SeedResult(outcome.total(), outcome.free(), outcome.failedSeed(), outcome.waveform().orElse(""),
        outcome.brokenPromise().orElse(""), name, bytes);
  }

  byte[] bytes() {
    return ResultBytes.of(out -> {
      ComparisonBytes.write(out, total);
      ComparisonBytes.write(out, free);
      out.writeBoolean(failed.isPresent());
      out.writeLong(failed.orElse(0L));
      ResultBytes.text(out, waveform);
      ResultBytes.text(out, broken);
      ResultBytes.text(out, replayName);
      ResultBytes.part(out, replay);
    });
  }

  static SeedResult of(byte[] bytes) {
    return ResultBytes.read(bytes, in -> {
      Comparison total = ComparisonBytes.read(in);
      Comparison free = ComparisonBytes.read(in);
      boolean is = in.readBoolean();
      long seed = in.readLong();
      return new SeedResult(total, free, is ? Optional.of(seed) : Optional.empty(), ResultBytes.text(in),
          ResultBytes.text(in), ResultBytes.text(in), ResultBytes.part(in));
    });
  }

  /**
   * With the next seed's, of which a broken promise counts where this one kept it, and what made it fail in any case: one
   * process stops there, before it looks at promises.
   */
  SeedResult plus(SeedResult next) {
    return new SeedResult(total.plus(next.total), free, next.failed, next.waveform,
        broken.isEmpty() || next.failed.isPresent() ? next.broken : broken, next.replayName, next.replay);
  }

  /** As the command of one process reports it. */
  Verification.Outcome outcome(Optional<Path> replayFile) {
    return new Verification.Outcome(total, free, failed, text(waveform), text(broken), Optional.empty(), Optional.empty(),
        replayFile);
  }

  private static Optional<String> text(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
