package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher chooses from package lists, shown to it by a stand-in for apt-cache. */
class LauncherPackagesTest {
  private static final Path ROOT = Path.of(System.getProperty("vit2rtl.root"));
  private static final String BUILD = "need 'a JDK' JDK; need mvn maven 3.6.3; need verilator verilator 5.006";

  @TempDir
  Path folder;

  @BeforeEach
  void needsDpkg() {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg")), "dpkg is not installed");
  }

  /** A system's lists: packages with their versions, and the JDK that its default package depends on. */
  private void lists(int defaultJdk, Map<String, String> versions) throws IOException {
    StringBuilder script = new StringBuilder("#!/bin/sh\ncase \"$1 $2\" in\n");
    versions.forEach((name, version) -> script.append("'policy ").append(name).append("') printf '").append(name)
        .append(":\\n  Installed: (none)\\n  Candidate: ").append(version).append("\\n' ;;\n"));
    script.append("'depends default-jdk-headless') printf '  Depends: openjdk-").append(defaultJdk)
        .append("-jdk-headless\\n' ;;\n'pkgnames openjdk-') printf '")
        .append(String.join("\\n", versions.keySet())).append("\\n' ;;\nesac\n");
    Path stub = Files.writeString(folder.resolve("apt-cache"), script);
    assertTrue(stub.toFile().setExecutable(true));
  }

  /** The packages chosen for needs, or what was said and the exit code. */
  private String chosen(String needs) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", "set -euo pipefail; say() { echo \"said: $*\"; };"
        + " . launcher/packages.sh; " + needs + "; choose_packages; echo ${packages[*]}")
        .directory(ROOT.toFile()).redirectErrorStream(true);
    builder.environment().merge("PATH", folder.toString(), (old, first) -> first + ":" + old);
    Process process = builder.start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return process.waitFor() == 0 ? printed : printed + " (" + process.exitValue() + ")";
  }

  @Test
  void theDistributionsOwnJdkIsTakenWhereItIsNewEnough() throws Exception {
    Map<String, String> trixie = Map.of("openjdk-21-jdk-headless", "21.0.13", "openjdk-25-jdk-headless", "25.0.5",
        "maven", "3.9.9-1", "verilator", "5.032-1+b2");
    lists(21, trixie);
    assertEquals("openjdk-21-jdk-headless maven verilator", chosen(BUILD));
    lists(17, Map.of("openjdk-17-jdk-headless", "17.0.15", "maven", "3.8.7-1", "verilator", "5.006-3"));
    assertEquals("openjdk-17-jdk-headless maven verilator", chosen(BUILD));
    lists(21, Map.of("openjdk-21-jdk-headless", "21.0.4", "maven", "3.8.7-2", "verilator", "5.020-1"));
    assertEquals("openjdk-21-jdk-headless maven verilator", chosen(BUILD));
  }

  @Test
  void elseTheNewestWithLongTermSupport() throws Exception {
    lists(11, Map.of("openjdk-11-jdk-headless", "11.0.20", "openjdk-17-jdk-headless", "17.0.8",
        "openjdk-21-jdk-headless", "21.0.1", "openjdk-22-jdk-headless", "22.0.2"));
    assertEquals("openjdk-21-jdk-headless", chosen("need 'a JDK' JDK"));
    lists(11, Map.of("openjdk-11-jdk-headless", "11.0.20", "openjdk-19-jdk-headless", "19.0.2"));
    assertEquals("openjdk-19-jdk-headless", chosen("need 'a JDK' JDK"));
    lists(11, Map.of("openjdk-11-jdk-headless", "11.0.20"));
    assertTrue(chosen("need 'a JDK' JDK").startsWith("said: this system's packages do not have: a JDK\n"), "no JDK");
  }

  @Test
  void aVersionThatIsTooOldIsNotInstalled() throws Exception {
    lists(17, Map.of("openjdk-17-jdk-headless", "17.0.8", "maven", "3.6.3-5", "verilator", "4.038-1"));
    assertEquals(List.of(
        "said: this system's packages do not have: verilator, version 5.006 or newer (the packages have 4.038-1)",
        "said: install that by hand, so that the PATH (JAVA_HOME for a JDK) leads to it, and start again (3)"),
        chosen(BUILD).lines().toList());
  }

  @Test
  void whatTestsCanDoWithoutIsNamedAndLeftOut() throws Exception {
    lists(17, Map.of("yosys", "0.23-6"));
    assertEquals("said: no package here has sta (OpenSTA); what needs it is skipped\nyosys",
        chosen("need_if_there yosys yosys; need_if_there 'sta (OpenSTA)' opensta"));
  }
}
