package vit2rtl.sim.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import vit2rtl.sim.tool.RequestException;

/** The setting of the cache's limit. */
@Isolated("sets a property of the JVM")
class ModelCacheLimitTest {
  @TempDir
  private Path root;

  @Test
  void aLimitThatIsNoNumberIsRefused() {
    System.setProperty("vit2rtl.cache.limit", "2G");
    try {
      assertEquals("the model cache's limit is '2G'; allowed: a number of MiB, in VIT2RTL_CACHE_LIMIT or"
          + " -Dvit2rtl.cache.limit", assertThrows(RequestException.class,
          () -> new ModelCache(root).contents()).getMessage());
    } finally {
      System.clearProperty("vit2rtl.cache.limit");
    }
  }
}
