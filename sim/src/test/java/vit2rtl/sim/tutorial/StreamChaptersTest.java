package vit2rtl.sim.tutorial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.examples.ByteMerger;
import vit2rtl.hdl.examples.TrafficLight.Light;
import vit2rtl.hdl.examples.TrafficLight;
import vit2rtl.hdl.examples.UartEcho;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.StallPattern;
import vit2rtl.sim.StreamJob;
import vit2rtl.sim.StreamSink;
import vit2rtl.sim.StreamSource;
import vit2rtl.sim.Tools;

/** The tutorial's chapters on streams that meet, enums and optional ports; {@link TutorialTest} compares the page. */
class StreamChaptersTest {

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  @Test
  void merger() {
    // [merger]
    RtlDesign merger = Hdl.elaborate(() -> new ByteMerger(3));
    StreamJob job = new StreamJob(
        List.of(new StreamSource("first", new int[] {1, 2, 3, 4, 5, 6}, 3, StallPattern.none()),
            new StreamSource("second", new int[] {11, 12, 13}, 3, StallPattern.none())),
        List.of(new StreamSink("out", 3, 3, new StallPattern.Bursts(7, 4))));
    try (Simulation sim = Simulator.open(merger)) {
      assertArrayEquals(new int[] {1, 2, 3, 11, 12, 13, 4, 5, 6}, sim.stream(job).data());
    }
    // [end]
  }

  @Test
  void light() throws IOException {
    // [light]
    Design<TrafficLight> design = Hdl.design(TrafficLight::new);
    TrafficLight dut = design.top();
    try (Simulation sim = Simulator.open(design.rtl())) {
      sim.step();
      assertEquals(dut.light.type().code(Light.GREEN), sim.peek(dut.light));
      sim.poke(dut.halt, 1);
      sim.step();
      assertEquals(Light.AMBER, dut.light.type().constant(sim.peek(dut.light)).orElseThrow());
    }
    // [end]
    String text = design.rtl().text();
    int from = text.indexOf("      case(shown)");
    assertTrue(page().contains(text.substring(from, text.indexOf("endcase", from) + 7).stripIndent()), text);
  }

  @Test
  void echo() throws IOException {
    // [echo]
    UartEcho bare = Hdl.design(() -> new UartEcho(104, UartEcho.Losses.IGNORED)).top();
    StructureException absent = assertThrows(StructureException.class, () -> bare.lost.get());
    // [end]
    String message = absent.getMessage().replaceFirst("StreamChaptersTest.java:\\d+", "StreamChaptersTest.java:74");
    assertTrue(page().contains(message), message);
  }

  @Test
  void theWaveOnThePageIsTheExamplesGoldenFile() throws IOException {
    String wave = Files.readString(root().resolve("sim/src/test/resources/vit2rtl/sim/examples/ByteMerger.txt"));
    assertTrue(page().contains(wave), wave);
  }

  private static Path root() {
    return Path.of(System.getProperty("vit2rtl.root"));
  }

  private static String page() throws IOException {
    return Files.readString(root().resolve("docs/tutorial.md"));
  }
}
