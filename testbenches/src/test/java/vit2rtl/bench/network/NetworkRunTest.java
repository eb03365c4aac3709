package vit2rtl.bench.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.layernorm.LayerNormCompiler;
import vit2rtl.golden.layernorm.LayerNormFloat;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.dut.SimulationException;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.replay.Replay;
import vit2rtl.sim.replay.ReplayFile;
import vit2rtl.sim.tool.Tools;
import vit2rtl.sim.wave.FailureWaves;
import vit2rtl.sim.wave.TextWave;
import vit2rtl.units.layernorm.LayerNormConfig;
import vit2rtl.units.softmax.SoftmaxConfig;

class NetworkRunTest {
  private static final int ROWS = 24;

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  @Test
  void everyPlaceAgreesAndKeepsItsPromises() {
    List<String> heard = new ArrayList<>();
    List<SiteResult> results = new NetworkRun(SimOptions.defaults()).run(sites(), r -> {
      synchronized (heard) {
        heard.add(r.site().name());
      }
    });
    assertEquals(List.of("norm", "attention head 0"), results.stream().map(r -> r.site().name()).toList());
    assertEquals(2, heard.size());
    for (SiteResult result : results) {
      assertTrue(result.passed(), result.site().name() + ": " + result.free().first() + result.brokenPromise());
      assertEquals(2L * result.site().rows().length, result.elements());
      assertTrue(result.accuracy().largest() <= 1, result.accuracy().toString());
      assertTrue(TextWave.of(result.evidence().ports()).render().contains("out_valid"));
    }
    assertTrue(results.get(0).accuracy().percentDifferent() < 0.5, results.get(0).accuracy().toString());
  }

  @Test
  void aFaultInTheHardwareIsSeenAtTheCycleOfTheFirstMismatch(@TempDir Path folder) throws IOException {
    for (int faulty = 0; faulty < 2; faulty++) {
      List<Site> sites = sites();
      SimOptions options = SimOptions.defaults().withFailureWaves(FailureWaves.in(folder.resolve("waves")));
      NetworkRun run = new NetworkRun(options, new OutputFault(sites.get(faulty).name())).withReplays(folder);
      List<SiteResult> results = run.run(sites, r -> { });
      assertTrue(results.get(1 - faulty).passed());
      SiteResult result = results.get(faulty);
      assertTrue(!result.passed() && result.mismatches() > 0, result.site().name());
      long cycle = result.free().first().orElseThrow().cycle();
      assertTrue(result.evidence().ports().from() <= cycle
          && cycle < result.evidence().ports().from() + result.evidence().ports().values().length);
      // Two events a cycle; the reset takes the first four.
      assertTrue(Files.readAllLines(result.evidence().waves().orElseThrow()).contains("#" + 2 * (4 + cycle)));
      Path replay = folder.resolve(result.site().name() + ".vitreplay");
      assertEquals(Optional.of(replay), result.evidence().replay());
      assertEquals("stream out: " + result.free().first().orElseThrow(),
          ReplayFile.read(replay).run(Optional.empty()).orElseThrow());
      assertTrue(result.design().text().contains(") ^ 1;"), "what was simulated");
      assertEquals(Optional.empty(), results.get(1 - faulty).evidence().replay());
      assertEquals(Optional.empty(), results.get(1 - faulty).evidence().waves());
      assertEquals(result.mismatches(),
          UnitSummary.of(results).stream().mapToLong(UnitSummary::mismatches).sum());
    }
  }

  /** A fault that shows under back-pressure only: the freely running pass agrees. */
  @Test
  void aFaultUnderStallsLeavesTheStalledRun(@TempDir Path folder) {
    NetworkRun run = new NetworkRun(SimOptions.defaults().withFailureWaves(FailureWaves.in(folder)),
        (site, design) -> spoilt(design, "assign out_data_0 = (.*);", """
            reg seen, fault; always @(posedge clk) begin
              seen <= !reset && out_valid && !out_ready;
              fault <= !reset && (out_valid && out_ready ? seen : fault);
            end
            assign out_data_0 = fault ? ($1) ^ 1 : $1;""")).withReplays(folder);
    SiteResult result = run.run(sites().subList(0, 1), r -> { }).get(0);
    assertTrue(result.free().equal() && !result.stalled().equal());
    // Which beat waits first depends on the run before; the file shows the stalled run alone.
    Replay replay = ReplayFile.read(result.evidence().replay().orElseThrow());
    assertEquals(new StallPattern.Random(3, 25), replay.runs().get(0).job().sinks().get(0).stalls());
    assertEquals(replay.failure(), replay.run(Optional.empty()).orElseThrow());
    assertTrue(replay.failure().startsWith("stream out: first mismatch at element "), replay.failure());
    assertTrue(result.evidence().waves().isPresent());
  }

  @Tag("sweep")
  @Test
  void aRunWithoutEndLeavesAReplayFile(@TempDir Path folder) {
    NetworkRun run = new NetworkRun(SimOptions.defaults().withFailureWaves(FailureWaves.in(folder)),
        (site, design) -> spoilt(design, "assign in_ready = ", "assign in_ready = 1'b0 && ")).withReplays(folder);
    String message = assertThrows(SimulationException.class, () -> run.run(sites().subList(0, 1), r -> { }))
        .getMessage();
    Path file = folder.resolve("norm.vitreplay");
    assertTrue(message.startsWith(ReplayFile.read(file).failure()), message);
    assertTrue(message.endsWith("; repeat it with ./vit2rtl replay " + file), message);
  }

  private static RtlDesign spoilt(RtlDesign d, String from, String to) {
    String text = d.verificationText().replaceFirst(from, to);
    assertFalse(text.equals(d.verificationText()), "the place for the fault is gone");
    return new RtlDesign(d.topName(), d.language(), text, text, d.clocks(), d.ports(), d.streams());
  }

  private static List<Site> sites() {
    Random random = new Random(5);
    int channels = 33;
    LayerNormFloat layer = new LayerNormFloat(CodeFormat.UINT8, 0.02, 120, random.ints(channels, 0, 4).toArray(),
        random.doubles(channels, 0.5, 1.5).toArray(), random.doubles(channels, -0.5, 0.5).toArray(), 1e-6,
        CodeFormat.UINT8, 0.03, 128);
    int length = 17;
    return List.of(
        new Site("norm", LayerNormConfig.of(LayerNormCompiler.compile(layer), 2),
            random.ints(ROWS * channels, 0, 256).toArray()),
        new Site("attention head 0", SoftmaxConfig.of(SoftmaxParams.reference(0.05, 4), length, 2),
            random.ints(ROWS * length, 0, 256).toArray()));
  }
}
