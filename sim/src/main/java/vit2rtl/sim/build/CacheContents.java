package vit2rtl.sim.build;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What the cache of built models holds.
 *
 * @param root    its folder
 * @param entries whole entries, last used first
 * @param limit   bytes beyond which the least recently used entries go
 */
public record CacheContents(Path root, List<Entry> entries, long limit) {

  /**
   * One built file.
   *
   * @param key  hash of everything it was built from
   * @param file {@code model.so}, {@code runtime.o}, {@code prelude.h.gch} (compiled headers), {@code bridge.so},
   *             {@code program} or {@code answer.txt}
   * @param used when it was last asked for
   */
  public record Entry(String key, String file, long bytes, Instant used) {}

  public CacheContents {
    entries = List.copyOf(entries);
  }

  public long bytes() {
    return entries.stream().mapToLong(Entry::bytes).sum();
  }

  /** The cache that simulations use. */
  public static CacheContents now() {
    return ModelCache.standard().contents();
  }

  /** Empties the cache that simulations use; what other processes are building stays. Running models are not harmed. */
  public static CacheContents clear() {
    ModelCache cache = ModelCache.standard();
    CacheContents before = cache.contents();
    cache.keepBelow(0, Instant.now());
    return before;
  }
}
