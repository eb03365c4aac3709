package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.examples.Counter;
import vit2rtl.sim.tool.ToolException;
import vit2rtl.sim.tool.Tools;

/** What only shows across processes: two that build one model, one that is killed, one without the tools. */
class OtherProcessTest {
  private static final int COUNTED = 12345;
  /** Often enough to meet a build that lasts half a second. */
  private static final int POLL_MS = 5;

  @TempDir
  private Path cache;

  /** Counts in a simulation; what it prints is the result. */
  static final class Child {
    public static void main(String[] args) {
      try (Simulation sim = Simulator.open(Hdl.elaborate(() -> new Counter(20)))) {
        sim.poke("enable", 1);
        sim.step(COUNTED);
        System.out.println(sim.peek("count"));
      } catch (ToolException e) {
        System.out.println(e.getMessage());
        System.exit(3);
      }
    }
  }

  private Process start(Map<String, String> environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xss64m", "-XX:TieredStopAtLevel=1",
        "-Dlogback.configurationFile=" + Path.of(System.getProperty("vit2rtl.root"), ".mvn", "logback-test.xml"),
        "-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        Child.class.getName()));
    builder.environment().put("VIT2RTL_CACHE", cache.toString());
    builder.environment().putAll(environment);
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static String output(Process process) throws IOException, InterruptedException {
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    return text;
  }

  private static void needTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  @Tag("sweep")
  @Test
  void twoProcessesBuildOneModel() throws Exception {
    needTheSimulator();
    List<Process> both = new ArrayList<>(List.of(start(Map.of()), start(Map.of())));
    for (Process process : both) {
      assertEquals(String.valueOf(COUNTED), output(process));
    }
  }

  @Tag("sweep")
  @Test
  void aBuildThatIsKilledIsDoneAgain() throws Exception {
    needTheSimulator();
    Process killed = start(Map.of());
    while (killed.isAlive() && !isBuilding()) {
      Thread.sleep(POLL_MS);
    }
    killed.destroyForcibly().waitFor();
    assertEquals(String.valueOf(COUNTED), output(start(Map.of())));
  }

  /** SIGTERM during a build: no tool goes on, and neither temporary files nor locks are left. */
  @Test
  void aBuildThatIsInterruptedLeavesNothingBehind() throws Exception {
    needTheSimulator();
    Process ended = start(Map.of());
    while (ended.isAlive() && ended.descendants().noneMatch(OtherProcessTest::compiles)) {
      Thread.sleep(POLL_MS);
    }
    List<ProcessHandle> tools = ended.descendants().toList();
    assertFalse(tools.isEmpty(), "it has ended before anybody could end it");
    ended.destroy();
    assertTrue(ended.waitFor(30, TimeUnit.SECONDS));
    tools.forEach(tool -> assertFalse(tool.isAlive(), () -> "still there: " + tool.info()));
    try (Stream<Path> left = Files.list(cache)) {
      assertEquals(List.of(), left.map(p -> p.getFileName().toString())
          .filter(name -> name.startsWith("building-") || name.endsWith(".lock")).toList());
    }
  }

  private static boolean compiles(ProcessHandle tool) {
    return tool.info().command().filter(command -> command.endsWith("cc1plus")).isPresent();
  }

  private boolean isBuilding() throws IOException {
    try (Stream<Path> entries = Files.list(cache)) {
      return entries.anyMatch(p -> p.getFileName().toString().startsWith("building-"));
    }
  }

  @Test
  void withoutVerilatorTheMessageSaysHowToGetIt() throws Exception {
    Process process = start(Map.of("PATH", cache.toString()));
    assertEquals("verilator is not installed; it is needed for simulation: apt-get install verilator", output(process));
    assertEquals(3, process.exitValue());
  }

  @Test
  void anOldVerilatorIsRefused() throws Exception {
    Path old = Files.writeString(cache.resolve("verilator"), "#!/bin/sh\necho Verilator 4.038 2020-07-11\n");
    assertTrue(old.toFile().setExecutable(true));
    assertEquals("verilator is 'Verilator 4.038 2020-07-11'; allowed: 5.006 or newer: apt-get install verilator",
        output(start(Map.of("PATH", cache + ":/usr/bin:/bin"))));
  }
}
