package vit2rtl.bench.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vit2rtl.golden.CodeFormat;
import vit2rtl.golden.layernorm.LayerNormCompiler;
import vit2rtl.golden.layernorm.LayerNormFloat;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.TextWave;
import vit2rtl.sim.Tools;

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
      assertTrue(TextWave.of(result.waveform()).render().contains("out_valid"));
    }
    assertTrue(results.get(0).accuracy().percentDifferent() < 0.5, results.get(0).accuracy().toString());
  }

  @Test
  void aFaultInTheHardwareIsSeenAtTheCycleOfTheFirstMismatch() {
    for (int faulty = 0; faulty < 2; faulty++) {
      List<Site> sites = sites();
      NetworkRun run = new NetworkRun(SimOptions.defaults(), new OutputFault(sites.get(faulty).name()));
      List<SiteResult> results = run.run(sites, r -> { });
      assertTrue(results.get(1 - faulty).passed());
      SiteResult result = results.get(faulty);
      assertTrue(!result.passed() && result.mismatches() > 0, result.site().name());
      long cycle = result.free().first().orElseThrow().cycle();
      assertTrue(result.waveform().from() <= cycle
          && cycle < result.waveform().from() + result.waveform().values().length);
      assertEquals(result.mismatches(),
          UnitSummary.of(results).stream().mapToLong(UnitSummary::mismatches).sum());
    }
  }

  private static List<Site> sites() {
    Random random = new Random(5);
    int channels = 33;
    LayerNormFloat layer = new LayerNormFloat(CodeFormat.UINT8, 0.02, 120, random.ints(channels, 0, 4).toArray(),
        random.doubles(channels, 0.5, 1.5).toArray(), random.doubles(channels, -0.5, 0.5).toArray(), 1e-6,
        CodeFormat.UINT8, 0.03, 128);
    int length = 17;
    return List.of(
        new LayerNormSite("norm", LayerNormCompiler.compile(layer), random.ints(ROWS * channels, 0, 256).toArray(), 2),
        new SoftmaxSite("attention head 0", SoftmaxParams.reference(0.05, 4), length,
            random.ints(ROWS * length, 0, 256).toArray(), 2));
  }
}
