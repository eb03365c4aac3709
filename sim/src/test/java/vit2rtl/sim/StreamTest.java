package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vit2rtl.golden.InputException;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.examples.FirFilter;
import vit2rtl.hdl.rtl.RtlDesign;

class StreamTest {
  private static final int ROW = 6;
  private static RtlDesign filter;

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    filter = Hdl.elaborate(() -> new FirFilter(8, 2, -1));
  }

  private static int[] samples(int rows) {
    return new Random(7).ints((long) rows * ROW, -128, 128).toArray();
  }

  private static int[] filtered(int[] x) {
    int[] y = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = 2 * x[i] - (i % ROW == 0 ? 0 : x[i - 1]);
    }
    return y;
  }

  private static StreamJob job(int[] x, StallPattern in, StallPattern out) {
    return new StreamJob(List.of(new StreamSource("in", x, ROW, in)),
        List.of(new StreamSink("out", x.length / ROW, ROW, out)));
  }

  @Test
  void oneBeatPerCycleWithoutStallsAndTheSameElementsWithThem() {
    int[] x = samples(50);
    try (Simulation sim = Simulator.open(filter)) {
      StreamResult free = sim.stream(job(x, StallPattern.none(), StallPattern.none()));
      assertArrayEquals(filtered(x), free.data());
      assertEquals(x.length + 1, free.cycles());
      assertEquals(1, free.latency());
      long share = 0;
      for (StallPattern in : List.of(new StallPattern.Random(1, 50), new StallPattern.Bursts(2, 30))) {
        for (StallPattern out : List.of(StallPattern.none(), new StallPattern.Random(3, 90),
            new StallPattern.Bursts(4, 9))) {
          StreamResult stalled = sim.stream(job(x, in, out));
          assertArrayEquals(filtered(x), stalled.data());
          assertTrue(stalled.cycles() > free.cycles());
          share += stalled.cycles();
        }
      }
      StreamResult again = sim.stream(job(x, new StallPattern.Random(1, 50), StallPattern.none()));
      assertEquals(again.cycles(), sim.stream(job(x, new StallPattern.Random(1, 50), StallPattern.none())).cycles());
      assertTrue(share > 0);
    }
  }

  /** Batched runs refuse what single pokes refuse: 300 is no 8-bit number, not 44. */
  @Test
  void elementsThatDoNotFitAreRefused() {
    try (Simulation sim = Simulator.open(filter)) {
      for (int wrong : new int[] {300, 128, -129, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
        int[] x = samples(3);
        x[ROW + 2] = wrong;
        assertEquals("value " + wrong + " for element 2 of row 1 of stream in; allowed: -128 to 127",
            assertThrows(IllegalArgumentException.class,
                () -> sim.stream(job(x, StallPattern.none(), StallPattern.none()))).getMessage());
      }
      int[] x = samples(3);
      assertArrayEquals(filtered(x), sim.stream(job(x, StallPattern.none(), StallPattern.none())).data());
    }
  }

  /** A share of p percent of pauses takes 1/(1 − p) times as long. */
  @Test
  void stallsTakeTheirShare() {
    int[] x = samples(2000);
    try (Simulation sim = Simulator.open(filter)) {
      for (int percent : new int[] {0, 25, 50, 80}) {
        long cycles = sim.stream(job(x, new StallPattern.Random(11, percent), StallPattern.none())).cycles();
        assertEquals(1.0, cycles * (1 - percent / 100.0) / x.length, 0.05, percent + " percent");
      }
    }
  }

  /** Native memory is kept from job to job. */
  @Test
  void jobsOfAnyLengthFollowEachOtherAndLeaveEarlierResultsAlone() {
    int[] lengths = {1, 50, 3, 50, 400};
    StreamResult[] results = new StreamResult[lengths.length];
    try (Simulation sim = Simulator.open(filter)) {
      for (int i = 0; i < lengths.length; i++) {
        StreamJob job = job(samples(lengths[i]), StallPattern.none(), StallPattern.none());
        results[i] = sim.stream(i == 2 ? job.withWindow(new CycleWindow(2, 5)) : job);
      }
    }
    for (int i = 0; i < lengths.length; i++) {
      assertArrayEquals(filtered(samples(lengths[i])), results[i].data());
      assertEquals(lengths[i] * ROW, results[i].received().get(0).beatCycle().length);
      assertEquals(1, results[i].latency());
    }
  }

  private static String violation(String from, String to) {
    assertTrue(filter.text().contains(from), filter.text());
    String broken = filter.text().replace(from, to);
    RtlDesign design = new RtlDesign(filter.topName(), filter.language(), broken, broken, filter.clocks(),
        filter.ports(), filter.streams());
    try (Simulation sim = Simulator.open(design)) {
      return assertThrows(SimulationException.class, () -> sim.stream(job(samples(20), StallPattern.none(),
          new StallPattern.Random(5, 50)))).getMessage();
    }
  }

  @Test
  void brokenStreamRulesAreNamed() {
    String odd = "reg odd; always @(posedge clk) odd <= reset ? 1'b0 : !odd; ";
    assertTrue(violation("assign out_last = last;", "assign out_last = 1'b0;")
        .startsWith("stream out of FirFilter has last on the wrong beat in cycle "));
    assertTrue(violation("assign out_valid = full;", odd + "assign out_valid = full && odd;")
        .startsWith("stream out of FirFilter dropped valid before the transfer in cycle "));
    assertTrue(violation("assign out_data_0 = result;", odd + "assign out_data_0 = result ^ odd;")
        .startsWith("stream out of FirFilter changed its payload while waiting in cycle "));
  }

  @Test
  void rowsThatNeverComeEndWithTheLimit() {
    try (Simulation sim = Simulator.open(filter, SimOptions.defaults().withFailureWaves(FailureWaves.none()))) {
      StreamJob job = new StreamJob(List.of(), List.of(new StreamSink("out", 1, ROW, StallPattern.none())), 300,
          CycleWindow.NONE);
      assertEquals("FirFilter: the sinks did not get all their rows within 300 cycles",
          assertThrows(SimulationException.class, () -> sim.stream(job)).getMessage());
    }
  }

  @Test
  void badJobsAreRefused() {
    assertEquals("stream in: 7 elements are not whole rows of 6", assertThrows(IllegalArgumentException.class,
        () -> new StreamSource("in", new int[7], 6, StallPattern.none())).getMessage());
    assertEquals("stall share of 100 percent; allowed: 0 to 99", assertThrows(InputException.class,
        () -> new StallPattern.Random(1, 100)).getMessage());
    assertEquals("bursts of up to 0 cycles; allowed: 1 to 65535", assertThrows(InputException.class,
        () -> new StallPattern.Bursts(1, 0)).getMessage());
    try (Simulation sim = Simulator.open(filter)) {
      assertEquals("stream in of FirFilter flows the other way", assertThrows(IllegalArgumentException.class,
          () -> sim.stream(new StreamJob(List.of(), List.of(new StreamSink("in", 1, 1, StallPattern.none())))))
          .getMessage());
    }
  }

  @Test
  void theWindowIsDrawnAsText() {
    try (Simulation sim = Simulator.open(filter)) {
      StreamResult run = sim.stream(job(new int[] {1, 2, 3, -4, 5, 6}, StallPattern.none(), StallPattern.none())
          .withWindow(new CycleWindow(0, 7)));
      assertEquals("""
          cycle       0  1  2  3  4  5  6
          in_valid   ▔▔ ▔▔ ▔▔ ▔▔ ▔▔ ▔▔ ▁▁
          in_data_0   1  2  3 -4  5  6  -
          out_valid  ▁▁ ▔▔ ▔▔ ▔▔ ▔▔ ▔▔ ▔▔
          out_last   ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▁▁ ▔▔
          """, TextWave.of(run.samples()).only(Set.of("in_valid", "in_data_0", "out_valid", "out_last")).render());
      assertEquals(List.of(2, 3, 4, -11, 14, 7), java.util.Arrays.stream(run.data()).boxed().toList());
    }
  }
}
