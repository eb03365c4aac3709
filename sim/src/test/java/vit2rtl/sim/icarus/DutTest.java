package vit2rtl.sim.icarus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.examples.Counter;
import vit2rtl.hdl.examples.FirFilter;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Edge;
import vit2rtl.hdl.rtl.Reset;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.Designs;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.dut.CycleWindow;
import vit2rtl.sim.dut.Dut;
import vit2rtl.sim.dut.SimulationException;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamResult;
import vit2rtl.sim.dut.StreamSink;
import vit2rtl.sim.dut.StreamSource;
import vit2rtl.sim.tool.Tools;
import vit2rtl.sim.wave.FailureWaves;

/** Benches that know no simulator, each on all of them. */
class DutTest {
  private static final int[] TAPS = {3, -5, 0, 7};
  private static final int ROW = 9;

  /** The simulators behind the interface. */
  enum Backend {
    VERILATOR(design -> Simulator.open(design, SimOptions.defaults().withFailureWaves(FailureWaves.none())),
        Tools.VERILATOR, Tools.GXX),
    ICARUS(Icarus::open, Tools.IVERILOG);

    private final Function<RtlDesign, Dut> opens;
    private final List<Tools> tools;

    Backend(Function<RtlDesign, Dut> opens, Tools... tools) {
      this.opens = opens;
      this.tools = List.of(tools);
    }

    Dut open(RtlDesign design) {
      tools.forEach(tool -> assumeTrue(tool.isInstalled(), tool.name() + " is not installed"));
      return opens.apply(design);
    }
  }

  private static Dut counter(Backend backend) {
    return backend.open(Hdl.elaborate(() -> new Counter(4)));
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void countsResetsAndShowsItsPorts(Backend backend) {
    try (Dut dut = counter(backend)) {
      assertEquals("Counter", dut.design().topName());
      assertEquals(4, dut.cycles());
      assertEquals(0, dut.peek("count"));
      dut.poke("enable", 1);
      dut.step(19);
      assertEquals(3, dut.peek("count"));
      dut.poke("enable", 0);
      dut.step();
      assertEquals(3, dut.peek("count"));
      dut.poke("enable", BigInteger.ONE);
      dut.step();
      assertEquals(BigInteger.valueOf(4), dut.peekBig("count"));
      dut.reset();
      assertEquals(0, dut.peek("count"));
      assertEquals(4 + 21 + 4, dut.cycles());
    }
  }

  /** Combinational, signed, wider than 64 bits; names that Verilog, C++ or a bench have another use for. */
  @ParameterizedTest
  @EnumSource(Backend.class)
  void valuesOfEveryShapePass(Backend backend) {
    RtlDesign design = Designs.design("dut", "assign vit_p0 = -delete; assign wide = {stdin, stdin}; assign b = !reset;",
        List.of(), Designs.signed(Designs.in("delete", 7)), Designs.signed(Designs.out("vit_p0", 7)),
        Designs.in("stdin", 50), Designs.out("wide", 100), Designs.in("reset", 1), Designs.out("b", 1));
    try (Dut dut = backend.open(design)) {
      dut.poke("delete", 63);
      dut.poke("stdin", (1L << 50) - 3);
      dut.eval();
      assertEquals(-63, dut.peek("vit_p0"));
      assertEquals(1, dut.peek("b"));
      BigInteger half = BigInteger.valueOf((1L << 50) - 3);
      assertEquals(half.shiftLeft(50).or(half), dut.peekBig("wide"));
      dut.poke("delete", -5);
      dut.eval();
      assertEquals(5, dut.peek("vit_p0"));
      assertEquals("port wide has 100 bits; use peekBig",
          assertThrows(IllegalArgumentException.class, () -> dut.peek("wide")).getMessage());
      assertEquals("value 64 for port delete; allowed: -64 to 63",
          assertThrows(IllegalArgumentException.class, () -> dut.poke("delete", 64)).getMessage());
      assertEquals("port b is an output; inputs can be poked",
          assertThrows(IllegalArgumentException.class, () -> dut.poke("b", 1)).getMessage());
      assertTrue(assertThrows(IllegalArgumentException.class, () -> dut.peek("c")).getMessage()
          .startsWith("no port 'c'; the model has [delete, "));
    }
  }

  /** A falling edge and a reset that is active low. */
  @ParameterizedTest
  @EnumSource(Backend.class)
  void clocksAndResetsHaveTheirOwnLevels(Backend backend) {
    RtlDesign design = Designs.design("Down", """
        reg [7:0] n;
        assign q = n;
        always @(negedge clk) if (!rst_n) n <= 200; else n <= n - 1;""",
        List.of(new ClockPort("clk", "rst_n", Edge.FALLING, Reset.Kind.SYNCHRONOUS, Reset.Level.LOW,
            java.util.OptionalLong.empty())), Designs.out("q", 8));
    try (Dut dut = backend.open(design)) {
      assertEquals(200, dut.peek("q"));
      dut.step(7);
      assertEquals(193, dut.peek("q"));
    }
  }

  private static int[] filtered(int[] x) {
    int[] y = new int[x.length];
    for (int i = 0; i < x.length; i++) {
      for (int k = 0; k < TAPS.length && k <= i % ROW; k++) {
        y[i] += TAPS[k] * x[i - k];
      }
    }
    return y;
  }

  private static StreamJob job(int[] x, StallPattern in, StallPattern out) {
    return new StreamJob(List.of(new StreamSource("in", x, ROW, in)),
        List.of(new StreamSink("out", x.length / ROW, ROW, out)));
  }

  /** The same elements in the same cycles, job after job on one running design. */
  @Test
  void everySimulatorStreamsAlike() {
    List<StallPattern[]> stalls = List.of(
        new StallPattern[] {StallPattern.none(), StallPattern.none()},
        new StallPattern[] {new StallPattern.Random(5, 30), new StallPattern.Random(6, 50)},
        new StallPattern[] {new StallPattern.Bursts(7, 20), new StallPattern.Random(8, 99)},
        new StallPattern[] {StallPattern.none(), new StallPattern.Bursts(-9, 65)},
        new StallPattern[] {new StallPattern.Late(5), new StallPattern.AfterValid(1)},
        new StallPattern[] {new StallPattern.Random(3, 60), new StallPattern.AfterValid(3)},
        new StallPattern[] {StallPattern.none(), new StallPattern.Late(70)});
    List<List<StreamResult>> all = new ArrayList<>();
    for (Backend backend : Backend.values()) {
      List<StreamResult> results = new ArrayList<>();
      try (Dut dut = backend.open(Hdl.elaborate(() -> new FirFilter(8, TAPS)))) {
        for (StallPattern[] pair : stalls) {
          int[] x = new Random(results.size()).ints(12 * ROW, -128, 128).toArray();
          StreamResult result = dut.stream(job(x, pair[0], pair[1]));
          assertArrayEquals(filtered(x), result.data(), backend + " computes what the filter does");
          results.add(result);
        }
        dut.step(3);
        results.add(dut.stream(job(new int[ROW], StallPattern.none(), StallPattern.none())));
        assertEquals(4 + 3 + results.stream().mapToLong(StreamResult::cycles).sum(), dut.cycles());
      }
      all.add(results);
    }
    for (int i = 0; i < all.get(0).size(); i++) {
      StreamResult first = all.get(0).get(i);
      StreamResult second = all.get(1).get(i);
      assertEquals(first.cycles(), second.cycles());
      assertEquals(first.firstIn(), second.firstIn());
      assertArrayEquals(first.received().get(0).beatCycle(), second.received().get(0).beatCycle());
      assertEquals(first.received().get(0).beats(), second.received().get(0).beats());
      assertEquals(first.received().get(0).lanes(), second.received().get(0).lanes());
    }
  }

  private static SimulationException broken(Backend backend, String from, String to, StreamJob job) {
    RtlDesign filter = Hdl.elaborate(() -> new FirFilter(8, TAPS));
    assertTrue(filter.text().contains(from), filter.text());
    try (Dut dut = backend.open(Designs.withText(filter, filter.text().replace(from, to)))) {
      return assertThrows(SimulationException.class, () -> dut.stream(job));
    }
  }

  /** Faults read the same everywhere. */
  @ParameterizedTest
  @EnumSource(Backend.class)
  void brokenRulesAndMissingRowsAreFailures(Backend backend) {
    int[] x = new Random(3).ints(4 * ROW, -128, 128).toArray();
    StreamJob stalled = job(x, StallPattern.none(), new StallPattern.Random(1, 40));
    assertEquals("stream out of FirFilter has last on the wrong beat in cycle 1",
        broken(backend, "assign out_last = last;", "assign out_last = !last;", stalled).getMessage());
    assertEquals("stream out of FirFilter dropped valid before the transfer in cycle 8",
        broken(backend, "assign out_valid = full;", "reg odd; always @(posedge clk) if (reset) odd <= 0; else odd <="
            + " !odd; assign out_valid = full && odd;", stalled).getMessage());
    assertEquals("stream out of FirFilter changed its payload while waiting in cycle 5",
        broken(backend, "assign out_data_0 = result;", "reg odd; always @(posedge clk) if (reset) odd <= 0; else odd <="
            + " !odd; assign out_data_0 = result ^ odd;", stalled).getMessage());
    StreamJob endless = new StreamJob(stalled.sources(), List.of(new StreamSink("out", 5, ROW, StallPattern.none())), 500,
        CycleWindow.NONE);
    SimulationException never = broken(backend, "assign out_last = last;", "assign out_last = last; ", endless);
    assertEquals("FirFilter: the sinks did not get all their rows within 500 cycles", never.getMessage());
    assertEquals(4L * ROW, never.delivered().get("out"));
  }

  @ParameterizedTest
  @EnumSource(Backend.class)
  void aDesignMayEndTheRun(Backend backend) {
    try (Dut dut = backend.open(Designs.ending("$display(\"enough\"); $finish;"))) {
      dut.step(5);
      String message = assertThrows(SimulationException.class, () -> dut.step(20)).getMessage();
      assertTrue(message.startsWith("Ending ended ") && message.endsWith(": enough"), message);
    }
    Dut closed = counter(backend);
    closed.close();
    closed.close();
    assertEquals("the simulation of Counter is closed",
        assertThrows(IllegalStateException.class, closed::step).getMessage());
  }

  /** Only Icarus Verilog knows undefined values; it does not hand them out as numbers. */
  @Test
  void undefinedValuesAreFailures() {
    assumeTrue(Tools.IVERILOG.isInstalled(), "iverilog is not installed");
    RtlDesign design = Designs.clocked("Never", "reg r; assign q = {1'b1, r};", Designs.out("q", 2));
    try (Dut dut = Icarus.open(design)) {
      assertEquals("port q of Never is undefined after 4 cycles: 1x",
          assertThrows(SimulationException.class, () -> dut.peek("q")).getMessage());
    }
    StreamJob row = job(new int[ROW], StallPattern.none(), StallPattern.none());
    assertEquals("element 0 of stream out of FirFilter is undefined in cycle 1: 00X", broken(Backend.ICARUS,
        "assign out_data_0 = result;", "reg never; assign out_data_0 = result ^ {11'd0, never};", row).getMessage());
    assertEquals("stream in of FirFilter has an undefined valid or ready in cycle 0", broken(Backend.ICARUS,
        "assign in_ready = advance;", "reg never; assign in_ready = never;", row).getMessage());
  }
}
