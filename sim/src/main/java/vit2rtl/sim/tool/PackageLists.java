package vit2rtl.sim.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What this system's package lists offer, for sentences that say how to get a tool. */
final class PackageLists {
  private static final Path APT_CACHE = Path.of("/usr/bin/apt-cache");
  private static final Path OS_RELEASE = Path.of("/etc/os-release");

  /** What was printed of each package: half a second a question, and the lists stay while a command runs. */
  private static final Map<String, String> POLICIES = new ConcurrentHashMap<>();

  private PackageLists() {}

  /** How to get a package here, in at least a version where one is given. */
  static String howToGet(String name, String least) {
    if (!Files.isExecutable(APT_CACHE)) {
      return "install " + name + " with the packages of " + system() + ", or build it from its source";
    }
    String policy = POLICIES.computeIfAbsent(name,
        asked -> Processes.run(null, List.of(APT_CACHE.toString(), "policy", asked)));
    return howToGet(name, least, candidate(policy), system());
  }

  static String howToGet(String name, String least, Optional<String> offered, String system) {
    if (offered.isPresent() && Tools.reaches(offered.get(), least)) {
      return "apt-get install " + name;
    }
    return "the package lists of " + system + " have " + offered.map(v -> name + " " + v).orElse("no " + name)
        + "; build it from its source, or take a build that its project offers";
  }

  /** The version that would be installed, of what {@code apt-cache policy} prints in whatever language. */
  static Optional<String> candidate(String printed) {
    // Package, installed, candidate: the second version, which has digits where there is one.
    return printed.lines().skip(2).findFirst().map(line -> line.substring(line.indexOf(':') + 1).strip())
        .filter(version -> version.matches("[0-9].*")).map(version -> version.replaceFirst("^\\d+:", ""));
  }

  /** The system by its own name, as "Debian GNU/Linux 13 (trixie)". */
  static String system() {
    try (Stream<String> lines = Files.lines(OS_RELEASE)) {
      return name(lines.toList());
    } catch (IOException e) {
      return System.getProperty("os.name");
    }
  }

  static String name(List<String> osRelease) {
    return osRelease.stream().filter(line -> line.startsWith("PRETTY_NAME="))
        .map(line -> line.substring("PRETTY_NAME=".length()).replaceAll("^[\"']|[\"']$", "")).findFirst()
        .orElse(System.getProperty("os.name"));
  }
}
