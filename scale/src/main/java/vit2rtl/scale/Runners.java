package vit2rtl.scale;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.broadcast.Broadcast;
import vit2rtl.golden.fleet.Work;

/** What this JVM has opened: the shards of some work share it. */
final class Runners {
  private static final Map<String, Work.Runner> OPEN = new ConcurrentHashMap<>();

  private Runners() {}

  static Work.Runner of(String key, Broadcast<Work> work) {
    return OPEN.computeIfAbsent(key, any -> work.value().open());
  }

  /** For the JVM that gave out the work and may have done some itself; a worker's end with it. */
  static void close(String key) throws Exception {
    Work.Runner runner = OPEN.remove(key);
    if (runner != null) {
      runner.close();
    }
  }
}
