package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.golden.InputException;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.domain.ClockDomain;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Edge;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.Reset;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;
import vit2rtl.hdl.type.UInt;

/** Clocks that tick on their own: counted by counters in the design, expected from the periods alone. */
class SeveralClocksTest {
  /** A free-running counter in each of three domains. */
  static final class Counters extends Component {
    static final ClockDomain FAST = ClockDomain.of("fast", "fast_reset");
    static final ClockDomain FALLING = ClockDomain.withoutReset("down").withEdge(Edge.FALLING)
        .withReset(Reset.asynchronousLow("down_rst_n"));
    final UInt mains = out(UInt.bits(32));
    final UInt fasts = FAST.on(() -> out(UInt.bits(32)));
    final UInt downs = FALLING.on(() -> out(UInt.bits(32)));

    @Override
    protected void build() {
      mains.set(count("of_main"));
      FAST.on(() -> fasts.set(count("of_fast")));
      FALLING.on(() -> downs.set(count("of_down")));
    }

    private UInt count(String name) {
      UInt n = reg(name, UInt.bits(32), 0);
      n.set(n.add(1).truncate(32));
      return n;
    }
  }

  private static final Design<Counters> DESIGN = Hdl.design(Counters::new);
  private static final Counters DUT = DESIGN.top();

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  private static void assertCounts(Simulation sim, long main, long fast, long down) {
    assertEquals(List.of(main, fast, down), List.of(sim.peek(DUT.mains), sim.peek(DUT.fasts), sim.peek(DUT.downs)));
  }

  @Test
  void withoutPeriodsAllTickTogether() {
    try (Simulation sim = Simulator.open(DESIGN.rtl())) {
      assertCounts(sim, 0, 0, 0);
      sim.step();
      assertCounts(sim, 1, 1, 1);
      sim.step(Counters.FAST);
      sim.step("down", 3);
      assertCounts(sim, 5, 5, 5);
    }
  }

  /** After t units a clock has had ⌊(t − phase) / period⌋ edges. */
  @ParameterizedTest
  @CsvSource({"10, 0, 7, 3, 13, 1", "1, 0, 1, 0, 1, 0", "3, 2, 1000, 0, 5, 500", "2, 0, 3, 0, 4, 1"})
  void ratiosFollowThePeriods(long main, long mainPhase, long fast, long fastPhase, long down, long downPhase) {
    try (Simulation sim = Simulator.open(DESIGN.rtl())) {
      long begin = sim.time();
      sim.clocks(ClockPeriods.of("clk", main, mainPhase).and(Counters.FAST, fast, fastPhase)
          .and("down", down, downPhase));
      Random random = new Random(4);
      for (int i = 0; i < 100; i++) {
        switch (random.nextInt(4)) {
          case 0 -> sim.step();
          case 1 -> sim.step("fast", random.nextInt(4));
          case 2 -> sim.step("down", 1);
          default -> sim.advance(random.nextInt(30));
        }
        long t = sim.time() - begin;
        assertCounts(sim, Math.max(0, (t - mainPhase) / main), Math.max(0, (t - fastPhase) / fast),
            Math.max(0, (t - downPhase) / down));
        assertEquals(4 + sim.peek(DUT.fasts), sim.cycles("fast"), "the reset took four");
      }
    }
  }

  @Test
  void aClockWithoutAPeriodStandsStill() {
    try (Simulation sim = Simulator.open(DESIGN.rtl())) {
      sim.clocks(ClockPeriods.of(Counters.FAST, 5));
      sim.step("fast", 10);
      assertCounts(sim, 0, 10, 0);
      assertEquals("clock clk of Counters stands still; give it a period with Simulation.clocks",
          assertThrows(IllegalArgumentException.class, sim::step).getMessage());
      sim.clocks(ClockPeriods.of("clk", 5).and("down", 5));
      sim.step(2);
      assertCounts(sim, 2, 10, 2);
      assertEquals("no clock 'slow'; Counters has [clk, fast, down]",
          assertThrows(IllegalArgumentException.class, () -> sim.clocks(ClockPeriods.of("slow", 5))).getMessage());
      sim.step();
      assertCounts(sim, 3, 10, 3);
    }
    assertEquals("clock clk with a period of 0 and a phase of 0; allowed: periods 1 to 2^40, phases 0 to 2^40",
        assertThrows(InputException.class, () -> ClockPeriods.of("clk", 0)).getMessage());
  }

  @Test
  void resetsAreHeldOneByOne() {
    try (Simulation sim = Simulator.open(DESIGN.rtl())) {
      sim.step(5);
      assertCounts(sim, 5, 5, 5);
      sim.assertReset("down");
      assertCounts(sim, 5, 5, 0);
      sim.step(2);
      assertCounts(sim, 7, 7, 0);
      sim.releaseReset("down");
      sim.step();
      assertCounts(sim, 8, 8, 1);
      sim.assertReset("fast");
      assertCounts(sim, 8, 8, 1);
      sim.step();
      assertCounts(sim, 9, 0, 2);
      sim.releaseReset("fast");
      sim.reset("clk", 3);
      assertCounts(sim, 0, 3, 5);
      sim.clocks(ClockPeriods.of("clk", 100).and("fast", 7).and("down", 31));
      sim.reset(1);
      assertCounts(sim, 0, 0, 0);
    }
  }

  @Test
  void aRunMayStartWithoutAReset() {
    RtlDesign design = Designs.design("Held", """
        reg [7:0] n = 7, a = 9;
        assign q = n;
        assign r = a;
        always @(posedge clk) n <= rst_n ? n + 1 : 0;
        always @(negedge clk or negedge rst_n) a <= rst_n ? a + 1 : 0;""",
        List.of(new ClockPort("clk", "rst_n", Edge.RISING, Reset.Kind.ASYNCHRONOUS, Reset.Level.LOW,
            OptionalLong.empty())), Designs.out("q", 8), Designs.out("r", 8));
    try (Simulation sim = Simulator.open(design, SimOptions.defaults().withResetCycles(0))) {
      assertEquals(7, sim.peek("q"));
      sim.step();
      assertEquals(8, sim.peek("q"));
      sim.assertReset("clk");
      assertEquals(0, sim.peek("r"));
      assertEquals(8, sim.peek("q"));
      sim.step();
      assertEquals(0, sim.peek("q"));
    }
    try (Simulation sim = Simulator.open(design)) {
      assertEquals(0, sim.peek("q"));
      sim.step(3);
      assertEquals(3, sim.peek("q"));
    }
    assertEquals("a reset of -1 cycles; allowed: 0 (none) or more",
        assertThrows(InputException.class, () -> SimOptions.defaults().withResetCycles(-1)).getMessage());
  }

  /** One clock keeps time too. */
  @Test
  void oneClockKeepsTime() {
    try (Simulation sim = Simulator.open(Designs.clocked("One", "reg [7:0] n = 0; assign q = n;"
        + " always @(posedge clk) n <= n + 1;", Designs.out("q", 8)))) {
      long before = sim.peek("q");
      long begin = sim.time();
      sim.clocks(ClockPeriods.of("clk", 10));
      sim.advance(9);
      assertEquals(before, sim.peek("q"));
      sim.advance(1);
      assertEquals(before + 1, sim.peek("q"));
      sim.advance(25);
      assertEquals(before + 3, sim.peek("q"));
      sim.step();
      assertEquals(40, sim.time() - begin);
      assertEquals(before + 4, sim.peek("q"));
    }
  }

  /** A FIFO of Gray-coded pointers between two clocks: streams on both sides, each at its own pace. */
  private static RtlDesign fifo() {
    String text = """
        module Fifo(input a, input b, input reset, input in_valid, output in_ready, input in_last, input [15:0] in_data,
            output out_valid, input out_ready, output out_last, output [15:0] out_data);
          reg [16:0] words [0:7];
          reg [3:0] w = 0, r = 0, wg = 0, rg = 0, w1 = 0, w2 = 0, r1 = 0, r2 = 0;
          wire [3:0] wn = w + 1, rn = r + 1;
          assign in_ready = wg != {~r2[3:2], r2[1:0]};
          assign out_valid = rg != w2;
          assign {out_last, out_data} = words[r[2:0]];
          always @(posedge a) begin
            {r2, r1} <= {r1, rg};
            if (in_valid && in_ready) begin words[w[2:0]] <= {in_last, in_data}; w <= wn; wg <= wn ^ (wn >> 1); end
          end
          always @(posedge b) begin
            {w2, w1} <= {w1, wg};
            if (out_valid && out_ready) begin r <= rn; rg <= rn ^ (rn >> 1); end
          end
        endmodule
        """;
    List<Port> ports = List.of(Designs.in("in_valid", 1), Designs.out("in_ready", 1), Designs.in("in_last", 1),
        Designs.in("in_data", 16), Designs.out("out_valid", 1), Designs.in("out_ready", 1), Designs.out("out_last", 1),
        Designs.out("out_data", 16));
    Map<String, String> clocks = Map.of("out_valid", "b", "out_ready", "b", "out_last", "b", "out_data", "b");
    return new RtlDesign("Fifo", Language.VERILOG, text, text,
        List.of(new ClockPort("a", "reset"), new ClockPort("b", null)), ports, List.of(
            new StreamPort("in", Direction.IN, "in_valid", "in_ready", "in_last", List.of("in_data")),
            new StreamPort("out", Direction.OUT, "out_valid", "out_ready", "out_last", List.of("out_data"))), clocks);
  }

  @ParameterizedTest
  @CsvSource({"10, 10", "10, 7", "7, 10", "100, 3", "3, 100"})
  void streamsMoveWithTheirOwnClock(long a, long b) {
    int[] x = new Random(a).ints(600, 0, 65536).toArray();
    try (Simulation sim = Simulator.open(fifo())) {
      sim.clocks(ClockPeriods.of("a", a).and("b", b, b / 2));
      for (StallPattern stalls : List.of(StallPattern.none(), new StallPattern.Random(5, 50))) {
        long before = sim.cycles("b");
        StreamResult run = sim.stream(new StreamJob(List.of(new StreamSource("in", x, 6, stalls)),
            List.of(new StreamSink("out", 100, 6, stalls))));
        assertArrayEquals(x, run.data());
        long last = run.received().get(0).lastCycle();
        assertTrue(last < sim.cycles("b") - before, "beats are counted in cycles of their own clock");
        assertTrue(last >= 599 && last * b >= 599 * a * 0.9 - 20 * (a + b), "no faster than the slower clock: " + last);
      }
    }
  }
}
