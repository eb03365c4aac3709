package vit2rtl.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The seeds of a fuzz test as tests of the default suite. Every file of {@code CLASSInputs/METHOD} in the test's
 * resources, where Jazzer looks for them too, is run as it is, cut off at {@link #CUTS} places, and {@link #CHANGES} times
 * with a few bytes changed, always the same ones.
 */
public final class FuzzSeeds {
  private static final int CUTS = 50;
  private static final int CHANGES = 200;
  private static final int MOST_BYTES_CHANGED = 4;

  /** What is fuzzed: takes any bytes, and throws where it takes them wrongly. */
  @FunctionalInterface
  public interface Target {
    void take(byte[] bytes) throws Exception;
  }

  private FuzzSeeds() {}

  /** One test for each seed of a method of this class. */
  public static Stream<DynamicTest> of(Class<?> test, String method, Target target) throws IOException {
    Path folder = Path.of(URI.create(test.getProtectionDomain().getCodeSource().getLocation().toString()))
        .resolve(test.getPackageName().replace('.', '/')).resolve(test.getSimpleName() + "Inputs").resolve(method);
    List<Path> seeds;
    try (Stream<Path> files = Files.list(folder)) {
      seeds = files.sorted().toList();
    }
    assertFalse(seeds.isEmpty(), () -> folder + " has no seeds");
    return seeds.stream().map(seed -> DynamicTest.dynamicTest(seed.getFileName().toString(),
        () -> run(Files.readAllBytes(seed), target)));
  }

  private static void run(byte[] seed, Target target) throws Exception {
    target.take(seed.clone());
    for (int i = 0; i < CUTS; i++) {
      target.take(Arrays.copyOf(seed, (int) ((long) seed.length * i / CUTS)));
    }
    Random random = new Random(seed.length);
    for (int i = 0; i < CHANGES && seed.length > 0; i++) {
      byte[] changed = seed.clone();
      for (int b = random.nextInt(MOST_BYTES_CHANGED); b >= 0; b--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      target.take(changed);
    }
  }
}
