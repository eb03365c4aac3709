package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.examples.FirFilter;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.dut.ClockPeriods;
import vit2rtl.sim.dut.CycleWindow;
import vit2rtl.sim.dut.SimulationException;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamSink;
import vit2rtl.sim.dut.StreamSource;
import vit2rtl.sim.tool.Tools;
import vit2rtl.sim.wave.FailureWaves;

/** What lies on disk after a failure that nobody had prepared for. */
class FailureWavesTest {
  /** Adds up what it is given and fails when the sum is 1000 or more. */
  private static final RtlDesign SUM = Designs.clocked("Summing", """
      reg [15:0] sum;
      assign total = sum;
      always @(posedge clk) begin
        if (reset) sum <= 16'd0; else sum <= sum + {8'd0, x};
        if (!reset && sum >= 16'd1000) begin $display("too much: %0d", sum); $finish; end
      end""", Designs.in("x", 8), Designs.out("total", 16));

  @TempDir
  private Path folder;

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  private SimOptions options() {
    return SimOptions.defaults().withFailureWaves(FailureWaves.in(folder).withCycles(20));
  }

  private List<Path> files() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** Random numbers, one a cycle; the sum that is too much is on the picture, with the twenty cycles before it. */
  @Test
  void anEndThatTheModelChose() throws Exception {
    SimulationException failure;
    int sum = 0;
    long cycle = 4;
    try (Simulation sim = Simulator.open(SUM, options())) {
      Random random = new Random(7);
      while (sum < 1000) {
        int x = random.nextInt(30);
        sim.poke("x", x);
        sim.step();
        sum += x;
        cycle++;
      }
      failure = assertThrows(SimulationException.class, sim::step);
    }
    Path file = failure.waves().orElseThrow();
    assertEquals(List.of(file), files());
    assertTrue(failure.getMessage().contains("too much: " + sum) && failure.getMessage().contains(file.toString()),
        failure.getMessage());
    VcdFile waves = VcdFile.read(file);
    long edge = cycle * 2 + 1;
    assertTrue(waves.times().contains(edge), edge + " in " + waves.times());
    assertEquals(sum, waves.at("top.Summing.sum", edge - 1));
    assertTrue(waves.times().get(0) >= edge - 2 * 21, waves.times().toString());
    assertTrue(waves.times().size() >= 38, waves.times().toString());
  }

  /** One call that asks for far more cycles than the model lives: where it ends is found, not assumed. */
  @Test
  void anEndWithinManyCycles() throws Exception {
    SimulationException failure;
    try (Simulation sim = Simulator.open(SUM, options())) {
      sim.poke("x", 2);
      failure = assertThrows(SimulationException.class, () -> sim.step(1_000_000));
    }
    VcdFile waves = VcdFile.read(failure.waves().orElseThrow());
    long edge = (4 + 500) * 2 + 1;
    assertTrue(waves.times().contains(edge), waves.times().toString());
    assertEquals(1000, waves.at("top.Summing.sum", edge - 1));
    assertTrue(waves.times().size() <= 44, waves.times().toString());
  }

  /** What the model does not do by returning but by throwing. */
  @Test
  void aLoopThatDoesNotSettle() throws Exception {
    RtlDesign loop = Designs.clocked("Looping", """
        wire a = go & ~a;
        reg [3:0] n;
        assign q = {3'd0, a} ^ n;
        always @(posedge clk) if (reset) n <= 4'd0; else n <= n + 4'd1;""", Designs.in("go", 1), Designs.out("q", 4));
    try (Simulation sim = Simulator.open(loop, options())) {
      sim.step(3);
      sim.poke("go", 1);
      SimulationException failure = assertThrows(SimulationException.class, sim::step);
      VcdFile waves = VcdFile.read(failure.waves().orElseThrow());
      assertTrue(waves.times().contains(2L * (4 + 3) + 1), waves.times().toString());
    }
  }

  @Test
  void aConditionThatNeverComes() throws Exception {
    try (Simulation sim = Simulator.open(SUM, options())) {
      sim.poke("x", 1);
      SimulationException failure =
          assertThrows(SimulationException.class, () -> sim.runUntil(() -> sim.peek("total") == 5000, 100));
      VcdFile waves = VcdFile.read(failure.waves().orElseThrow());
      assertTrue(waves.times().contains(2L * 103 + 1), waves.times().toString());
      assertEquals(99, waves.at("top.Summing.sum", 2 * 103));
    }
  }

  /** A filter whose payload changes while it waits; the job's data may be used for something else afterwards. */
  @Test
  void aBrokenProtocol() throws Exception {
    RtlDesign filter = Hdl.elaborate(() -> new FirFilter(8, 3));
    String good = "      result <= ";
    assertTrue(filter.text().contains(good), filter.text());
    RtlDesign broken = Designs.withText(filter, filter.text().replace(good, "    end\n    begin\n      result <= "));
    int[] x = new Random(3).ints(400, -128, 128).toArray();
    StreamJob job = new StreamJob(List.of(new StreamSource("in", x, 100, StallPattern.none())),
        List.of(new StreamSink("out", 4, 100, new StallPattern.Random(1, 50))));
    try (Simulation sim = Simulator.open(broken, options())) {
      sim.step(50);
      SimulationException failure = assertThrows(SimulationException.class, () -> sim.stream(job));
      assertTrue(failure.getMessage().contains("changed its payload"), failure.getMessage());
      VcdFile waves = VcdFile.read(failure.waves().orElseThrow());
      long cycle = 54 + Long.parseLong(failure.getMessage().replaceFirst("(?s).* in cycle (\\d+).*", "$1"));
      assertTrue(waves.times().stream().anyMatch(t -> Math.abs(t - 2 * cycle) <= 2), waves.times().toString());
    }
  }

  /** Clocks with periods of their own: the cycles are those of the main clock. */
  @Test
  void severalClocks() throws Exception {
    RtlDesign two = Designs.design("TwoClocks", """
        reg [7:0] slow;
        reg [7:0] fast;
        assign n = slow;
        always @(posedge clk) if (reset) slow <= 8'd0; else slow <= slow + 8'd1;
        always @(posedge other) if (reset_other) fast <= 8'd0; else fast <= fast + 8'd1;
        always @(posedge clk) if (!reset && slow == 8'd40) $fatal(1, "forty");""",
        List.of(new ClockPort("clk", "reset"), new ClockPort("other", "reset_other")), Designs.out("n", 8));
    try (Simulation sim = Simulator.open(two, options())) {
      sim.clocks(ClockPeriods.of("clk", 10).and("other", 3));
      sim.advance(100);
      sim.step("other", 7);
      SimulationException failure = assertThrows(SimulationException.class, () -> sim.step(1000));
      VcdFile waves = VcdFile.read(failure.waves().orElseThrow());
      assertEquals(40, waves.at("top.TwoClocks.slow", waves.times().get(waves.times().size() - 1) - 1));
      long edges = waves.values().get("top.TwoClocks.clk").values().stream().filter("1"::equals).count();
      assertTrue(edges >= 19 && edges <= 20, edges + " edges of the main clock");
    }
  }

  /** What a test wrote into a memory is written again. */
  @Test
  void memoriesThatWereWritten() throws Exception {
    RtlDesign store = Designs.clocked("Storing", """
        reg [7:0] words [0:3];
        reg [1:0] at;
        assign q = words[at];
        always @(posedge clk) begin
          if (reset) at <= 2'd0; else at <= at + 2'd1;
          if (!reset && q == 8'd99) $fatal(1, "ninety-nine");
        end""", Designs.out("q", 8));
    SimOptions reaching = options().withProbes(new Probe("", "Storing", "words", 4, 8, false));
    try (Simulation sim = Simulator.open(store, reaching)) {
      for (int word = 0; word < 4; word++) {
        sim.memory("words").write(word, word);
      }
      sim.step(9);
      sim.memory("words").write(3, 99);
      SimulationException failure = assertThrows(SimulationException.class, () -> sim.step(100));
      VcdFile waves = VcdFile.read(failure.waves().orElseThrow());
      assertEquals(99, waves.at("top.Storing.q", 2 * (4 + 11)));
    }
  }

  @Test
  void onlyTheLastAreKept() throws Exception {
    SimOptions two = SimOptions.defaults().withFailureWaves(FailureWaves.in(folder).withKept(2));
    for (int i = 0; i < 4; i++) {
      try (Simulation sim = Simulator.open(SUM, two)) {
        sim.poke("x", 200);
        assertThrows(SimulationException.class, () -> sim.step(20));
      }
    }
    assertEquals(2, files().size());
  }

  @Test
  void whoeverWantsNoneGetsNone() throws Exception {
    try (Simulation sim = Simulator.open(SUM, SimOptions.defaults().withFailureWaves(FailureWaves.none()))) {
      sim.poke("x", 200);
      SimulationException failure = assertThrows(SimulationException.class, () -> sim.step(20));
      assertTrue(failure.waves().isEmpty());
      assertFalse(failure.getMessage().contains("waves"), failure.getMessage());
    }
    assertTrue(files().isEmpty());
  }

  /** A run whose requests do not fit the journal says so, and still says what failed. */
  @Test
  void aRunTooLongToRepeat() throws Exception {
    // Elements of more than 16 bits are kept in 32.
    RtlDesign filter = Hdl.elaborate(() -> new FirFilter(20, 3));
    int[] x = new int[(int) (Journal.MOST_BYTES / 4) + 1];
    StreamJob job = new StreamJob(List.of(new StreamSource("in", x, x.length, StallPattern.none())),
        List.of(new StreamSink("out", 1, x.length, StallPattern.none())), 100, CycleWindow.NONE);
    try (Simulation sim = Simulator.open(filter, options())) {
      String message = assertThrows(SimulationException.class, () -> sim.stream(job)).getMessage();
      assertTrue(message.contains("did not get all their rows") && message.contains("too long to repeat"), message);
    }
    assertTrue(files().isEmpty());
  }
}
