package vit2rtl.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import vit2rtl.sim.build.CacheContents;

/** {@code cache}: the built simulation models that are kept for the next run. */
@Command(name = "cache", mixinStandardHelpOptions = true,
    description = "Shows or empties the cache of built simulation models; shows it where neither is said.")
final class CacheCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(
      ZoneId.systemDefault());

  /** Without a word the list, which changes nothing. */
  @Override
  public Integer call() {
    return list();
  }

  @Command(name = "list", mixinStandardHelpOptions = true,
      description = "Shows every entry: when it was last used, its size, and what it is.")
  int list() {
    CacheContents cache = CacheContents.now();
    for (CacheContents.Entry entry : cache.entries()) {
      System.out.printf("%s  %10s  %-10s  %s%n", time(entry.used()), mebibytes(entry.bytes()), entry.file(),
          entry.key());
    }
    System.out.println(summary(cache));
    return 0;
  }

  @Command(name = "clear", mixinStandardHelpOptions = true, description = "Deletes every entry.")
  int clear() {
    CacheContents before = CacheContents.clear();
    System.out.printf("deleted %d entries, %s, of %s%n", before.entries().size(), mebibytes(before.bytes()),
        before.root());
    return 0;
  }

  /** "/home/me/.cache/vit2rtl: 12 entries, 34.5 MiB of 2048.0 MiB". */
  static String summary(CacheContents cache) {
    return String.format(Locale.ROOT, "%s: %d entries, %s of %s", cache.root(), cache.entries().size(),
        mebibytes(cache.bytes()), mebibytes(cache.limit()));
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
  }

  private static String time(Instant instant) {
    return TIME.format(instant);
  }
}
