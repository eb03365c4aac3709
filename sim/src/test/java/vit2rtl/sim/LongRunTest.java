package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.examples.FirFilter;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamResult;
import vit2rtl.sim.dut.StreamSink;
import vit2rtl.sim.dut.StreamSource;
import vit2rtl.sim.tool.Tools;

/** Models for long runs, whose edges are evaluated by a function of their own, compute what the text says. */
@Execution(ExecutionMode.CONCURRENT)
class LongRunTest {
  private static final SimOptions LONG = SimOptions.defaults().withSpeed(SimOptions.Speed.FAST_RUN);

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  /** Logic from inputs to outputs, and registers of both edges behind it; %s is what else depends on a. */
  private static RtlDesign design(String name, String more) {
    return Designs.clocked(name, """
        reg [7:0] n, seen, half;
        wire [7:0] sum = a + n;
        assign now = sum;
        assign before = seen;
        assign middle = half;
        assign other = %s;
        always @(posedge clk) begin
          if (reset) n <= 0; else n <= n + 1;
          seen <= sum ^ other;
        end
        always @(negedge clk) half <= sum;
        """.formatted(more), Designs.in("a", 8), Designs.out("now", 8), Designs.out("before", 8), Designs.out("middle", 8),
        Designs.out("other", 8));
  }

  /** Inputs change before a step of several cycles, of which all but the first rely on what has settled. */
  private static void runs(RtlDesign design, int atTheEdge, int behindIt) {
    Random random = new Random(3);
    try (Simulation sim = Simulator.open(design, LONG)) {
      int n = (int) sim.peek("now");
      for (int i = 0; i < 200; i++) {
        int a = random.nextInt(256);
        int cycles = random.nextInt(4);
        sim.poke("a", a);
        sim.step(cycles);
        if (cycles > 0) {
          n += cycles;
          // The register took what the sum was just before the edge.
          assertEquals((a + n - 1 ^ a & atTheEdge) & 0xFF, sim.peek("before"), "cycle " + sim.cycles());
          assertEquals(a + n & 0xFF, sim.peek("middle"));
          assertEquals(a + n & 0xFF, sim.peek("now"));
          assertEquals(a & behindIt, sim.peek("other"));
        }
      }
    }
  }

  @Test
  void registersTakeWhatHasSettled() {
    runs(design("Settled", "a"), 0xFF, 0xFF);
  }

  /** The clock as a value: at the edge it is 1 already, between the edges 0. */
  @Test
  void logicThatReadsTheClockFollowsIt() {
    runs(design("ReadsClock", "a & {8{clk}}"), 0xFF, 0);
  }

  @Test
  @Tag("sweep")
  void streamsArriveInTheSameCycles() {
    RtlDesign filter = Hdl.elaborate(() -> new FirFilter(8, 2, -1));
    int[] x = new Random(7).ints(600, -128, 128).toArray();
    StreamJob job = new StreamJob(List.of(new StreamSource("in", x, 6, new StallPattern.Random(1, 40))),
        List.of(new StreamSink("out", 100, 6, new StallPattern.Bursts(2, 5))));
    try (Simulation quick = Simulator.open(filter, LONG); Simulation plain = Simulator.open(filter)) {
      for (int i = 0; i < 3; i++) {
        StreamResult.Received ours = quick.stream(job).received().get(0);
        StreamResult.Received theirs = plain.stream(job).received().get(0);
        assertArrayEquals(theirs.data(), ours.data());
        assertArrayEquals(theirs.beatCycle(), ours.beatCycle());
      }
    }
  }
}
