package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the launcher comes to ONNX Runtime, with a stand-in for Maven. */
class OnnxFetchTest {
  private static final Path ROOT = Path.of(System.getProperty("vit2rtl.root", ".."));
  private static final String VERSION = "\\d+\\.\\d+\\.\\d+";

  @TempDir
  Path folder;

  /** What is printed, and the exit code behind it. */
  private String launcher(String maven, String then) throws Exception {
    Process process = new ProcessBuilder("bash", "-c", "set -euo pipefail; unset VIT2RTL_ONNXRUNTIME; root=$PWD;"
        + " state=" + folder + "; say() { echo \"said: $*\"; }; require_writable() { :; }; provide() { :; }; need() { :; }; run_maven() { " + maven
        + "; }; . launcher/needs.sh; " + then).directory(ROOT.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return printed + " (" + process.waitFor() + ")";
  }

  @Test
  void isFetchedOnceAndThenThere() throws Exception {
    String stub = "mkdir -p \"$state/onnxruntime.part\"; touch \"$state/onnxruntime.part/onnxruntime-${!###*:}.jar\"";
    String printed = launcher(stub, "fetch_onnxruntime; fetch_onnxruntime; ls \"$onnxJar\"");
    assertTrue(printed.matches("said: fetching ONNX Runtime " + VERSION + " \\(once\\)\\R\\Q" + folder
        + "\\E/onnxruntime/onnxruntime-" + VERSION + "\\.jar \\(0\\)"), printed);
  }

  @Test
  void whereItCannotBeHadOneSentenceSaysSo() throws Exception {
    String printed = launcher("false", "fetch_onnxruntime");
    assertTrue(printed.matches("said: fetching ONNX Runtime " + VERSION + " \\(once\\)\\Rsaid: ONNX Runtime"
        + " \\(com.microsoft.onnxruntime:onnxruntime:" + VERSION + "\\) cannot be fetched from Maven's repository; the log is"
        + " \\Q" + folder + "\\E/onnxruntime.log; where you have the jar, name it by VIT2RTL_ONNXRUNTIME \\(3\\)"), printed);
  }

  @Test
  void aCommandThatCanDoWithoutGoesOn() throws Exception {
    String printed = launcher("false", "fetch_onnxruntime optional; echo \"jar '$onnxJar'\"");
    assertTrue(printed.endsWith("jar '' (0)"), printed);
  }

  @Test
  void aUsersOwnIsTaken() throws Exception {
    assertEquals("mine.jar (0)", launcher("false", "VIT2RTL_ONNXRUNTIME=mine.jar fetch_onnxruntime; echo $onnxJar"));
  }
}
