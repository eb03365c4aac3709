package vit2rtl.bench.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import vit2rtl.bench.Comparison;
import vit2rtl.hdl.Hdl;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamResult;
import vit2rtl.sim.dut.StreamSink;
import vit2rtl.sim.dut.StreamSource;
import vit2rtl.units.context.ContextConfig;

/** A unit beside its golden function: freely, with every beat's cycle checked, and under stalls. */
record ContextRun(ContextConfig config) {

  /** Elements compared; all equal, or the caller's test fails. */
  long verify(long seed, int rows) {
    ContextStimulus stimulus = new ContextStimulus(config, new Random(seed));
    long elements = 0;
    try (Simulation simulation = Simulator.open(Hdl.elaborate(() -> new ContextHarness(config)))) {
      for (List<StallPattern> stalls : List.<List<StallPattern>>of(
          List.of(StallPattern.none(), StallPattern.none()),
          List.of(new StallPattern.Random(seed, 30), new StallPattern.Random(seed + 1, 40)),
          List.of(StallPattern.none(), new StallPattern.Bursts(seed + 2, 60)),
          List.of(new StallPattern.Bursts(seed + 3, 60), StallPattern.none()))) {
        int[] codes = stimulus.codes(rows);
        int[] values = stimulus.values();
        StreamResult run = simulation.stream(new StreamJob(
            List.of(new StreamSource("codes", codes, config.tokens(), stalls.get(0)),
                new StreamSource("values", stimulus.words(values),
                    config.words() * config.codeLanes() * config.lanes(), StallPattern.none())),
            List.of(new StreamSink("out", rows, config.width(), stalls.get(1)))));
        Comparison comparison = Comparison.of(config.golden().apply(codes, values, config.width()), run,
            config.width());
        assertTrue(comparison.equal(), config + ": " + comparison.first());
        if (elements == 0) {
          requireStatedCycles(run, rows);
        }
        elements += comparison.elements();
        simulation.reset();
      }
    }
    return elements;
  }

  private void requireStatedCycles(StreamResult run, int rows) {
    int[] cycles = run.received().get(0).beatCycle();
    long pass = run.firstIn() + config.latency();
    int beat = 0;
    for (int row = 0; row < rows; row++) {
      long first = pass;
      for (int z = 0; z < config.passes(); z++) {
        for (int i = 0; i < config.passBeats(z); i++) {
          assertEquals(pass + i, cycles[beat++], config + ": row " + row + ", pass " + z + ", beat " + i);
        }
        pass += config.interval(z);
      }
      assertEquals(config.rowInterval(), pass - first);
    }
    assertEquals(cycles.length, beat);
  }
}
