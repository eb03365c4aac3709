package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** How the launcher comes to Apache Spark, with a stand-in for Maven. */
@Execution(ExecutionMode.CONCURRENT)
class ScaleBuildTest {
  private static final Path ROOT = Path.of(System.getProperty("vit2rtl.root", ".."));

  @TempDir
  Path folder;

  /** What is printed, and the exit code behind it. */
  private String launcher(String maven, String then) throws Exception {
    Files.createFile(folder.resolve("classpath"));
    Process process = new ProcessBuilder("bash", "-c", "set -euo pipefail; root=$PWD; state=" + folder
        + "; say() { echo \"said: $*\"; }; require_writable() { :; }; provide() { :; }; need() { :; };"
        + " assemble_class_path() { echo \"assembled: ${*:5}\"; touch \"$4\"; }; run_maven() { " + maven
        + "; }; . launcher/needs.sh; " + then).directory(ROOT.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return printed + " (" + process.waitFor() + ")";
  }

  @Test
  void itIsBuiltOnce() throws Exception {
    String printed = launcher("true", "build_scale; build_scale");
    assertTrue(printed.matches("said: building with Apache Spark \\d+\\.\\d+\\.\\d+ \\(once; Maven fetches 120 MB\\)\\R"
        + "assembled: scale cli fpga-projects testbenches sim hdl-gen hdl-gen/java-hdl golden-model \\(0\\)"), printed);
  }

  @Test
  void andAgainWithTheProduct() throws Exception {
    String printed = launcher("true", "build_scale; touch -d '+1 minute' \"$state/classpath\"; build_scale");
    assertEquals(2, printed.lines().filter(line -> line.startsWith("assembled: ")).count(), printed);
  }

  @Test
  void ofTwoAtATimeOneBuilds() throws Exception {
    String printed = launcher("sleep 1", "build_scale & build_scale; wait");
    assertEquals(1, printed.lines().filter(line -> line.startsWith("assembled: ")).count(), printed);
  }

  @Test
  void whereItCannotBeHadOneSentenceSaysSo() throws Exception {
    String printed = launcher("echo no network; false", "build_scale");
    assertTrue(printed.matches("(?s)said: building with .*\\Rno network\\Rsaid: module scale cannot be built, or Apache Spark"
        + " \\S+ not be fetched from Maven's repository; the whole log is in \\Q" + folder + "\\E/scale/build.log \\(3\\)"),
        printed);
  }
}
