package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same model and the same images give the same bits: other threads, another path, another JDK. */
@Execution(ExecutionMode.CONCURRENT)
class IdenticalBitsTest {
  private static final Path OWN = Path.of(System.getProperty("java.home"));

  @TempDir
  static Path folder;

  /** As a process of its own: on the JDK of this one, and on every other that is here. */
  @ParameterizedTest
  @MethodSource("jdks")
  void onEveryJdk(Path jdk) throws Exception {
    requireEqual(jdk, "wide", "--add-modules=jdk.incubator.vector", "-Dvit2rtl.path=vector");
    requireEqual(jdk, "fqvit", "-XX:ActiveProcessorCount=1", "-Dvit2rtl.path=plain");
  }

  @Tag("sweep")
  @ParameterizedTest
  @MethodSource("jdks")
  void onEveryJdkTheOtherPaths(Path jdk) throws Exception {
    requireEqual(jdk, "fqvit", "--add-modules=jdk.incubator.vector", "-Dvit2rtl.path=vector");
    requireEqual(jdk, "wide", "-XX:ActiveProcessorCount=1", "-Dvit2rtl.path=plain");
  }

  private void requireEqual(Path jdk, String recipe, String... options) throws Exception {
    Path model = model(recipe);
    String expected = digest(CliRun.of("eval", "--model", model.toString(), "--limit", "1", "--digest").out());
    assertEquals(64, expected.length(), expected);
    assertEquals(expected, elsewhere(jdk, model, options));
  }

  private static List<Path> jdks() throws IOException {
    List<Path> jdks = new ArrayList<>(List.of(OWN));
    jdks.addAll(otherJdks());
    return jdks;
  }

  /** The one that is named, else all that Debian's folder holds, of versions from 17 on other than this one. */
  private static List<Path> otherJdks() throws IOException {
    String named = System.getenv("VIT2RTL_OTHER_JDK");
    if (named != null) {
      return List.of(Path.of(named));
    }
    Path debian = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(debian)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    try (Stream<Path> folders = Files.list(debian)) {
      for (Path jdk : folders.filter(f -> !Files.isSymbolicLink(f)).sorted().toList()) {
        if (Files.isExecutable(jdk.resolve("bin/java")) && !jdk.toRealPath().equals(OWN.toRealPath())
            && version(jdk) >= 17) {
          found.add(jdk);
        }
      }
    }
    return found;
  }

  private static int version(Path jdk) throws IOException {
    Path release = jdk.resolve("release");
    return !Files.isRegularFile(release) ? 0 : Files.readAllLines(release).stream()
        .filter(line -> line.matches("JAVA_VERSION=\"\\d+.*")).map(line -> line.replaceAll("\\D+(\\d+).*", "$1"))
        .mapToInt(Integer::parseInt).findFirst().orElse(0);
  }

  private static synchronized Path model(String recipe) {
    Path model = folder.resolve(recipe + ".safetensors");
    if (Files.exists(model)) {
      return model;
    }
    CliRun run = CliRun.of("quantize", "--checkpoint", "embedded", "--calibration", "embedded", "--limit", "4", "--recipe",
        recipe, "--out", model.toString());
    assertEquals(0, run.exit(), run.err());
    return model;
  }

  private String elsewhere(Path jdk, Path model, String... options) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", ".txt");
    List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString(), "-XX:+UseSerialGC"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "vit2rtl.cli.Main", "eval", "--model",
        model.toString(), "--limit", "1", "--digest"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    int exit = process.waitFor();
    String text = Files.readString(out, StandardCharsets.UTF_8);
    assertEquals(0, exit, text);
    return digest(text);
  }

  private static String digest(String out) {
    List<String> found = out.lines().filter(line -> line.startsWith("digest: ")).toList();
    assertTrue(found.size() == 1, out);
    return found.get(0).substring("digest: ".length());
  }
}
