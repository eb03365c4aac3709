package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCacheTest {
  @TempDir
  private Path root;
  private final AtomicInteger builds = new AtomicInteger();

  private Path build(Path folder) throws IOException {
    builds.incrementAndGet();
    return Files.writeString(folder.resolve("anything"), "whole");
  }

  private String get(String key) throws IOException {
    return Files.readString(new ModelCache(root).get(key, "model.so", this::build));
  }

  @Test
  void buildsOnce() throws IOException {
    assertEquals("whole", get("k"));
    assertEquals("whole", get("k"));
    assertEquals(1, builds.get());
    assertEquals("whole", get("other"));
    assertEquals(2, builds.get());
  }

  @Test
  void aDamagedEntryIsBuiltAgain() throws IOException {
    get("k");
    Files.writeString(root.resolve("k/model.so"), "half");
    assertEquals("whole", get("k"));
    Files.delete(root.resolve("k/sha256"));
    assertEquals("whole", get("k"));
    Files.delete(root.resolve("k/model.so"));
    assertEquals("whole", get("k"));
    Files.writeString(root.resolve("k/model.so"), "");
    assertEquals("whole", get("k"));
    assertEquals(5, builds.get());
  }

  @Test
  void aFailedBuildLeavesNothingBehind() throws IOException {
    ModelCache cache = new ModelCache(root);
    assertThrows(ToolException.class, () -> cache.get("k", "model.so", folder -> {
      Files.writeString(folder.resolve("part"), "half");
      throw new ToolException("the compiler failed");
    }));
    try (Stream<Path> left = Files.list(root)) {
      assertEquals(List.of("k.lock"), left.map(p -> p.getFileName().toString()).toList());
    }
    assertEquals("whole", get("k"));
  }

  @Test
  void manyThreadsBuildOneEntryOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<String>> results = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        results.add(threads.submit(() -> get("k")));
      }
      for (Future<String> result : results) {
        assertEquals("whole", result.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(1, builds.get());
  }

  @Test
  void aFolderThatCannotBeWrittenIsAToolError() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "");
    String message = assertThrows(ToolException.class,
        () -> new ModelCache(file.resolve("cache")).get("k", "model.so", this::build)).getMessage();
    assertTrue(message.startsWith("the model cache in " + file.resolve("cache") + " cannot be used: ")
        && message.endsWith("; free some space, or choose another place with VIT2RTL_CACHE"), message);
  }

  @Test
  void aPlaceThatTakesNoFilesIsAToolError() {
    Path closed = Path.of("/proc/vit2rtl");
    assumeTrue(Files.isDirectory(closed.getParent()), "there is no /proc");
    ToolException refused = assertThrows(ToolException.class,
        () -> new ModelCache(closed).get("k", "model.so", this::build));
    assertTrue(refused.getMessage().contains("choose another place with VIT2RTL_CACHE"), refused.getMessage());
  }

  @Test
  void aFullDiskIsAToolErrorAndLeavesNoEntry() {
    ModelCache cache = new ModelCache(root);
    assertThrows(ToolException.class, () -> cache.get("k", "model.so", folder -> {
      throw new IOException("No space left on device");
    }));
    assertFalse(Files.exists(root.resolve("k")));
  }

  @Test
  void keysDependOnEveryPart() {
    assertEquals(ModelCache.key(List.of("a", "b")), ModelCache.key(List.of("a", "b")));
    assertFalse(ModelCache.key(List.of("a", "b")).equals(ModelCache.key(List.of("ab", ""))));
    assertFalse(ModelCache.key(List.of("a", "b")).equals(ModelCache.key(List.of("a", "c"))));
  }
}
