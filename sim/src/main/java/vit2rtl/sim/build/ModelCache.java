package vit2rtl.sim.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import vit2rtl.sim.tool.Ending;
import vit2rtl.sim.tool.Folders;
import vit2rtl.sim.tool.RequestException;
import vit2rtl.sim.tool.ToolException;

/**
 * Built files by the content of what they are built from. An entry is a file and its checksum, in a folder that appears
 * under its final name only when it is complete; an entry whose checksum does not hold (a full disk, a crash, a stray
 * hand) is thrown away and built again. Builds of one key wait for each other, across threads and processes.
 *
 * <p>Beyond its limit ({@code -Dvit2rtl.cache.limit} or {@code $VIT2RTL_CACHE_LIMIT}, in MiB, else 2048) the entries
 * that were not used for longest go, but none of the last ten minutes: somebody may be about to load it.
 *
 * <p>Place: {@code -Dvit2rtl.cache}, else {@code $VIT2RTL_CACHE}, else {@code $XDG_CACHE_HOME/vit2rtl}, else
 * {@code ~/.cache/vit2rtl}.
 */
public final class ModelCache {
  private static final long DEFAULT_LIMIT = 2048L << 20;
  private static final String CHECKSUM = "crc32";
  private static final Duration IN_USE = Duration.ofMinutes(10);
  private static final Duration ABANDONED = Duration.ofDays(1);
  private static final ConcurrentHashMap<String, Object> IN_PROCESS = new ConcurrentHashMap<>();
  private static final Set<Path> CHECKED = ConcurrentHashMap.newKeySet();

  private final Path root;

  /** Builds an entry's file inside an empty folder and returns it. */
  @FunctionalInterface
  interface Builder {
    Path build(Path folder) throws IOException;
  }

  ModelCache(Path root) {
    this.root = root;
  }

  public static ModelCache standard() {
    String chosen = System.getProperty("vit2rtl.cache", System.getenv("VIT2RTL_CACHE"));
    if (chosen != null && !chosen.isEmpty()) {
      return new ModelCache(Path.of(chosen));
    }
    String cache = System.getenv("XDG_CACHE_HOME");
    Path base = cache == null || cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
    return new ModelCache(base.resolve("vit2rtl"));
  }

  static String key(List<String> parts) {
    MessageDigest digest = sha256();
    for (String part : parts) {
      digest.update(part.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, 32);
  }

  /** The file of an entry, built if need be. */
  Path get(String key, String fileName, Builder builder) {
    Path entry = root.resolve(key);
    try {
      if (isWhole(entry, fileName)) {
        use(entry);
        return entry.resolve(fileName);
      }
      Files.createDirectories(root);
      synchronized (IN_PROCESS.computeIfAbsent(root + "/" + key, k -> new Object())) {
        try (CacheLock lock = CacheLock.on(root.resolve(key + ".lock"))) {
          if (!isWhole(entry, fileName)) {
            build(entry, fileName, builder);
            keepBelow(limit(), Instant.now().minus(IN_USE));
          }
        }
      }
      return entry.resolve(fileName);
    } catch (IOException e) {
      throw new ToolException("the model cache in " + root + " cannot be used: " + e
          + "; free some space, or choose another place with VIT2RTL_CACHE", e);
    }
  }

  /** The same of a large file that every build asks for: a process takes its checksum once. */
  Path getChecked(String key, String fileName, Builder builder) {
    Path entry = root.resolve(key);
    Path file = entry.resolve(fileName);
    if (CHECKED.contains(file) && Files.exists(file)) {
      use(entry);
      return file;
    }
    Path built = get(key, fileName, builder);
    CHECKED.add(built);
    return built;
  }

  private void build(Path entry, String fileName, Builder builder) throws IOException {
    Folders.delete(entry);
    Path work = Files.createTempDirectory(root, "building-");
    Ending.building(work);
    try {
      Path file = builder.build(work);
      Path finished = work.resolve("finished");
      Files.createDirectories(finished);
      Files.move(file, finished.resolve(fileName));
      Files.writeString(finished.resolve(CHECKSUM), checksum(finished.resolve(fileName)));
      try {
        Files.move(finished, entry, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(finished, entry);
      }
    } finally {
      Folders.delete(work);
      Ending.built(work);
    }
  }

  /** Notes that an entry was used; where that cannot be written, as in a read-only cache, its age does not matter. */
  private static void use(Path entry) {
    entry.toFile().setLastModified(System.currentTimeMillis());
  }

  private static long limit() {
    String chosen = System.getProperty("vit2rtl.cache.limit", System.getenv("VIT2RTL_CACHE_LIMIT"));
    if (chosen == null || chosen.isEmpty()) {
      return DEFAULT_LIMIT;
    }
    try {
      return Math.multiplyExact(Long.parseUnsignedLong(chosen), 1L << 20);
    } catch (NumberFormatException | ArithmeticException e) {
      throw new RequestException("the model cache's limit is '" + chosen + "'; allowed: a number of MiB, in"
          + " VIT2RTL_CACHE_LIMIT or -Dvit2rtl.cache.limit");
    }
  }

  CacheContents contents() {
    return new CacheContents(root, CacheFolder.entries(root), limit());
  }

  /** Deletes what has not been used since, oldest first, until the rest is within the limit. */
  void keepBelow(long bytes, Instant since) {
    long held = 0;
    for (CacheContents.Entry entry : CacheFolder.entries(root)) {
      held += entry.bytes();
      if (held > bytes && entry.used().isBefore(since)) {
        CacheFolder.remove(root, entry.key());
        held -= entry.bytes();
      }
    }
    CacheFolder.sweep(root, Instant.now().minus(ABANDONED));
  }

  private static boolean isWhole(Path entry, String fileName) throws IOException {
    Path file = entry.resolve(fileName);
    Path sum = entry.resolve(CHECKSUM);
    return Files.exists(file) && Files.exists(sum) && Files.readString(sum).equals(checksum(file));
  }

  /** Against damage, not malice: every JVM, also one that has just started, takes it of compiled headers in no time. */
  private static String checksum(Path file) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(Files.readAllBytes(file));
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
