package vit2rtl.sim.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.Designs;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.shim.ModelSpec;
import vit2rtl.sim.shim.PortNames;
import vit2rtl.sim.tool.ToolException;
import vit2rtl.sim.tool.Tools;
import vit2rtl.sim.wave.Waveform;

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
    Files.delete(root.resolve("k/crc32"));
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
      assertEquals(List.of(), left.map(p -> p.getFileName().toString()).toList());
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
    assertFalse(Files.exists(root.resolve("k.lock")));
  }

  /** A lock that is deleted by the one who has it is not taken for the one that comes after it. */
  @Test
  void aLockThatIsGoneIsNoLock() throws Exception {
    Path file = root.resolve("a.lock");
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> results = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        results.add(threads.submit(() -> {
          // One process's threads exclude each other before they ask for the file.
          synchronized (file) {
            try (CacheLock lock = CacheLock.on(file)) {
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              assertTrue(Files.exists(file));
              inside.decrementAndGet();
            }
          }
          return null;
        }));
      }
      for (Future<?> result : results) {
        result.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(1, most.get());
    assertFalse(Files.exists(file));
  }

  @Test
  void keysDependOnEveryPart() {
    assertEquals(ModelCache.key(List.of("a", "b")), ModelCache.key(List.of("a", "b")));
    assertFalse(ModelCache.key(List.of("a", "b")).equals(ModelCache.key(List.of("ab", ""))));
    assertFalse(ModelCache.key(List.of("a", "b")).equals(ModelCache.key(List.of("a", "c"))));
  }

  /** Every option is part of what a model is built from: a changed flag is another model. */
  @Test
  void keysHoldTheFlags() {
    RtlDesign design = Designs.clocked("Keyed", "assign q = 1'b1;", Designs.out("q", 1));
    VerilatorVersion old = new VerilatorVersion(5, 6);
    ModelSpec plain = spec(design, Waveform.Format.NONE, "-O1", ModelSpec.Counting.OFF);
    Set<List<String>> inputs = new HashSet<>();
    for (VerilatorVersion version : List.of(old, new VerilatorVersion(5, 50))) {
      CppCompiler compiler = new CppCompiler(new ModelCache(root), version, List.of(version.toString()), root);
      for (ModelSpec spec : List.of(plain, spec(design, Waveform.Format.NONE, "-O3", ModelSpec.Counting.OFF),
          spec(design, Waveform.Format.NONE, "-O1", ModelSpec.Counting.ON),
          spec(design, Waveform.Format.VCD, "-O1", ModelSpec.Counting.OFF),
          spec(design, Waveform.Format.FST, "-O1", ModelSpec.Counting.OFF))) {
        List<String> all = new ArrayList<>(new Verilation(spec, PortNames.own(design), List.of(), version).inputs());
        assertTrue(all.containsAll(List.of("--assert", "-O3", "--x-initial")), all.toString());
        all.addAll(compiler.inputs(CppCompiler.Kind.LIBRARY, spec));
        assertTrue(all.containsAll(List.of("-DVL_USER_STOP", "-Wl,-Bsymbolic")), all.toString());
        assertTrue(all.containsAll(spec.optimisation()), all.toString());
        assertTrue(inputs.add(all), "these differ from all others: " + all);
      }
      assertTrue(inputs.add(compiler.inputs(CppCompiler.Kind.PROGRAM, plain)));
      ModelSpec unchecked = new ModelSpec(design, plain.rtl(), plain.waveform(), plain.optimisation(), List.of(),
          plain.counting(), ModelSpec.Asserting.OFF, ModelSpec.Length.SHORT);
      List<String> without = new Verilation(unchecked, PortNames.own(design), List.of(), version).inputs();
      // Versions from 5.038 on check assertions unless told not to.
      assertTrue(without.contains("--no-assert") && !without.contains("--assert"), without.toString());
    }
  }

  private static ModelSpec spec(RtlDesign design, Waveform.Format waveform, String optimisation,
      ModelSpec.Counting counting) {
    return new ModelSpec(design, design.text(), waveform, List.of(optimisation), List.of(), counting,
        ModelSpec.Asserting.ON, ModelSpec.Length.SHORT);
  }

  private void used(String key, Instant when) {
    assertTrue(root.resolve(key).toFile().setLastModified(when.toEpochMilli()));
  }

  /** Beyond the limit the longest unused go, and what was used since a moment stays whatever its size. */
  @Test
  void theLeastRecentlyUsedGoFirst() throws IOException {
    Instant now = Instant.now();
    for (String key : List.of("a", "b", "c", "d")) {
      get(key);
    }
    used("a", now.minusSeconds(4000));
    used("b", now.minusSeconds(5000));
    used("c", now.minusSeconds(3000));
    ModelCache cache = new ModelCache(root);
    assertEquals(List.of("d", "c", "a", "b"), keys(cache));
    assertEquals(20, cache.contents().bytes());
    cache.keepBelow(14, now.minusSeconds(600));
    assertEquals(List.of("d", "c"), keys(cache));
    cache.keepBelow(0, now.minusSeconds(3500));
    assertEquals(List.of("d", "c"), keys(cache));
    used("c", now.minusSeconds(3000));
    get("c");
    assertEquals(4, builds.get(), "a hit");
    cache.keepBelow(0, now.minusSeconds(600));
    assertEquals(List.of("c", "d"), keys(cache).stream().sorted().toList(), "a hit counts as use");
    cache.keepBelow(0, Instant.now().plusSeconds(10));
    assertEquals(List.of(), keys(cache));
    assertEquals("whole", get("c"));
  }

  /** A checked entry is looked at no more, but it is used: it must not go as the one that was unused for longest. */
  @Test
  void anEntryThatIsCheckedOnceIsUsedEveryTime() throws IOException {
    ModelCache cache = new ModelCache(root);
    Path file = cache.getChecked("k", "model.so", this::build);
    get("later");
    used("k", Instant.now().minusSeconds(4000));
    assertEquals(file, cache.getChecked("k", "model.so", this::build));
    cache.keepBelow(0, Instant.now().minusSeconds(600));
    assertEquals(List.of("k", "later"), keys(cache).stream().sorted().toList());
    assertEquals(2, builds.get());
    cache.keepBelow(0, Instant.now().plusSeconds(10));
    assertEquals("whole", Files.readString(cache.getChecked("k", "model.so", this::build)));
    assertEquals(3, builds.get(), "what has gone is built again");
  }

  private static List<String> keys(ModelCache cache) {
    return cache.contents().entries().stream().map(CacheContents.Entry::key).toList();
  }

  @Test
  void whatKilledBuildsLeaveIsSweptAfterADay() throws IOException {
    get("k");
    Path killed = Files.createDirectory(root.resolve("building-1"));
    Files.writeString(killed.resolve("part"), "half");
    Path fresh = Files.createDirectory(root.resolve("building-2"));
    Path lonely = Files.createFile(root.resolve("gone.lock"));
    for (Path old : List.of(killed, lonely)) {
      assertTrue(old.toFile().setLastModified(Instant.now().minusSeconds(100_000).toEpochMilli()));
    }
    get("another");
    assertFalse(Files.exists(killed));
    assertFalse(Files.exists(lonely));
    assertTrue(Files.exists(fresh));
    assertFalse(Files.exists(root.resolve("k.lock")), "nobody holds it");
  }

  @Test
  void aSimulationTellsWhereItsModelCameFrom() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    RtlDesign unseen = Designs.clocked("Unseen", "assign q = 64'd" + System.nanoTime() + ";", Designs.out("q", 64));
    try (Simulation first = Simulator.open(unseen); Simulation second = Simulator.open(unseen)) {
      assertEquals(ModelReport.Origin.BUILT, first.build().origin());
      assertTrue(first.build().verilator() > 0 && first.build().compiler() > 0 && first.build().load() > 0);
      assertEquals(ModelReport.Origin.CACHE, second.build().origin());
    }
    assertEquals("built in 3.2 s (Verilator 0.4 s, C++ 2.8 s), loaded in 0.01 s",
        new ModelReport(ModelReport.Origin.BUILT, 0.4, 2.8, 0.01).toString());
    assertEquals("from the cache, loaded in 0.01 s", new ModelReport(ModelReport.Origin.CACHE, 0, 0, 0.01).toString());
  }
}
