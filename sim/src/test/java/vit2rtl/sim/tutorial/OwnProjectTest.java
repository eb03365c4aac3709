package vit2rtl.sim.tutorial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of docs/own-project.md are a project outside this tree that Maven builds, and they write what the page shows. */
class OwnProjectTest {
  private static final Path ROOT = Path.of(System.getProperty("vit2rtl.root")).toAbsolutePath().normalize();
  private static final Pattern FILE = Pattern.compile("<!-- (\\S+) -->\\n```\\w+\\n(.*?)```", Pattern.DOTALL);
  private static final String GROUP = "vit2rtl";

  @TempDir
  Path folder;

  /** JUnit warns of links that lead out of a folder it empties. */
  @AfterEach
  void unlink() throws IOException {
    Path repository = folder.resolve("repository");
    if (Files.isDirectory(repository)) {
      try (Stream<Path> groups = Files.list(repository)) {
        for (Path link : groups.filter(Files::isSymbolicLink).toList()) {
          Files.delete(link);
        }
      }
    }
  }

  @Test
  void theProjectBuilds() throws Exception {
    Path repository = Path.of(System.getProperty("vit2rtl.repository", ""));
    assumeTrue(Files.isDirectory(repository.resolve("org/junit")), "there is no local repository of Maven");
    for (String tool : List.of("mvn", "verilator", "g++")) {
      assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(bin -> Files.isExecutable(Path.of(bin, tool))),
          tool + " is not installed");
    }
    Map<String, String> files = page();
    Path project = folder.resolve("dimmer");
    for (Map.Entry<String, String> file : files.entrySet()) {
      if (!file.getKey().startsWith("target/")) {
        Files.createDirectories(project.resolve(file.getKey()).getParent());
        Files.writeString(project.resolve(file.getKey()), file.getValue());
      }
    }
    ProcessBuilder builder = new ProcessBuilder("mvn", "-o", "-q", "-B", "-Dstyle.color=never", "-Dmaven.repo.local="
        + repository(repository), "test").directory(project.toFile()).redirectErrorStream(true);
    // A newer JDK also warns of Maven's own libraries.
    if (Runtime.version().feature() >= 24) {
      builder.environment().put("MAVEN_OPTS", "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow");
    }
    Process maven = builder.start();
    String said = new String(maven.getInputStream().readAllBytes());
    assertEquals(0, maven.waitFor(), said);
    assertFalse(said.contains("SLF4J") || said.contains("WARNING"), said);
    assertEquals(files.get("target/Dimmer.v"), Files.readString(project.resolve("target/Dimmer.v")));
  }

  private static Map<String, String> page() throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    Matcher file = FILE.matcher(Files.readString(ROOT.resolve("docs/own-project.md")));
    while (file.find()) {
      files.put(file.group(1), file.group(2));
    }
    return files;
  }

  /** A repository with everything the user's has, and this build in place of what may be installed there. */
  private Path repository(Path users) throws IOException {
    Path own = Files.createDirectories(folder.resolve("repository"));
    try (Stream<Path> groups = Files.list(users)) {
      for (Path group : groups.filter(group -> !group.endsWith(GROUP)).toList()) {
        Files.createSymbolicLink(own.resolve(group.getFileName()), group);
      }
    }
    try (Stream<Path> poms = Files.find(ROOT, 3, (path, is) -> path.endsWith("pom.xml"), FileVisitOption.FOLLOW_LINKS)) {
      for (Path pom : poms.toList()) {
        install(pom, own);
      }
    }
    return own;
  }

  private static void install(Path pom, Path repository) throws IOException {
    String text = Files.readString(pom);
    String version = value(text, "version");
    String artifact = value(text.replaceFirst("(?s)<parent>.*?</parent>", ""), "artifactId");
    Path place = Files.createDirectories(repository.resolve(GROUP).resolve(artifact).resolve(version));
    String name = artifact + "-" + version;
    Files.copy(pom, place.resolve(name + ".pom"));
    Path classes = pom.resolveSibling("target/classes");
    if (!Files.isDirectory(classes)) {
      return;
    }
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(place.resolve(name + ".jar")));
        Stream<Path> contents = Files.walk(classes)) {
      for (Path file : contents.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, jar);
      }
    }
  }

  private static String value(String pom, String element) {
    Matcher value = Pattern.compile("<" + element + ">([^<]*)<").matcher(pom);
    if (!value.find()) {
      throw new IllegalStateException("no " + element + " in " + pom);
    }
    return value.group(1);
  }
}
