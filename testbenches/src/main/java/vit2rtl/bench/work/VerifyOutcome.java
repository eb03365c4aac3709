package vit2rtl.bench.work;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vit2rtl.bench.Reloading;
import vit2rtl.bench.Verification;
import vit2rtl.golden.io.AtomicFile;

/**
 * What {@link VerifyWork} gave, as one process would have found it: of each layer the seeds up to the first that failed,
 * whatever was done first.
 *
 * @param layers    one for each layer, in their order
 * @param reloading of the layers in turn, where one unit serves all
 */
public record VerifyOutcome(List<Verification.Outcome> layers, Optional<Reloading> reloading) {

  /** Names the folder for a layer's replay file. */
  @FunctionalInterface
  public interface Replays {
    Path of(int layer);
  }

  public static VerifyOutcome of(List<byte[]> results, int layers, int seeds, Replays replays) {
    List<Verification.Outcome> outcomes = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      SeedResult all = SeedResult.of(results.get(layer * seeds));
      for (int seed = 1; seed < seeds && all.failed().isEmpty(); seed++) {
        all = all.plus(SeedResult.of(results.get(layer * seeds + seed)));
      }
      outcomes.add(all.outcome(replay(all, replays.of(layer))));
    }
    return new VerifyOutcome(outcomes, results.size() == layers * seeds ? Optional.empty()
        : Optional.of(ReloadResult.of(results.get(layers * seeds))));
  }

  private static Optional<Path> replay(SeedResult result, Path folder) {
    if (result.replayName().isEmpty()) {
      return Optional.empty();
    }
    Path file = folder.resolve(result.replayName());
    AtomicFile.write(file, part -> Files.write(part, result.replay()));
    return Optional.of(file);
  }

  public boolean passed() {
    return layers.stream().allMatch(Verification.Outcome::passed)
        && reloading.map(r -> r.mismatches() == 0).orElse(true);
  }
}
