package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.examples.FirFilter;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;
import vit2rtl.hdl.stream.StreamWidth;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.sim.dut.SimulationException;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamResult;
import vit2rtl.sim.dut.StreamSink;
import vit2rtl.sim.dut.StreamSource;
import vit2rtl.sim.tool.Tools;
import vit2rtl.sim.wave.FailureWaves;

/** Streams that move with a test's own steps: against batched runs, beside pokes, and with broken designs. */
class StreamDriverTest {
  private static final int ROW = 6;
  private static Design<FirFilter> filter;

  /** A stream times a factor that is an ordinary input, behind a register. */
  static final class Scaler extends Component {
    final UInt factor = in(UInt.range(0, 7));
    final Bool busy = out(Bool.bool());
    final UInt taken = out(UInt.bits(8));
    final Stream<UInt> input = in("in", Stream.of(UInt.bits(4), 2));
    final Stream<UInt> output = out("out", Stream.of(UInt.range(0, 105), 2));

    @Override
    protected void build() {
      Bool full = reg("full", Bool.bool(), 0);
      Bool advance = name("advance", full.not().or(output.ready()));
      input.ready().set(advance);
      when(advance, () -> full.set(input.valid()));
      output.valid().set(full);
      output.last().set(next(advance, "last", input.last()));
      for (int i = 0; i < 2; i++) {
        output.payload().get(i).set(next(advance, "result_" + i, input.payload().get(i).mul(factor)));
      }
      busy.set(full);
      UInt beats = reg("beats", UInt.bits(8), 0);
      when(input.fire(), () -> beats.set(beats.add(1).truncate(8)));
      taken.set(beats);
    }
  }

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    filter = Hdl.design(() -> new FirFilter(8, 2, -1));
  }

  private static long[] row(int[] elements, int row, int length) {
    return Arrays.stream(elements, row * length, (row + 1) * length).asLongStream().toArray();
  }

  /** The batched loop is C++ with a generator of its own: elements and the cycle of every beat agree. */
  @Test
  void everyBeatComesInTheCycleInWhichABatchedRunHasIt() {
    int rows = 40;
    int[] x = new Random(7).ints((long) rows * ROW, -128, 128).toArray();
    for (StallPattern in : List.of(StallPattern.none(), new StallPattern.Random(-9, 40),
        new StallPattern.Bursts(Long.MAX_VALUE, 30), new StallPattern.Late(7))) {
      for (StallPattern out : List.of(StallPattern.none(), new StallPattern.Random(3, 90),
          new StallPattern.Bursts(4, 65535), new StallPattern.AfterValid(2), new StallPattern.Late(90))) {
        StreamResult.Received batched;
        try (Simulation sim = Simulator.open(filter.rtl())) {
          batched = sim.stream(new StreamJob(List.of(new StreamSource("in", x, ROW, in)),
              List.of(new StreamSink("out", rows, ROW, out)))).received().get(0);
        }
        try (Simulation sim = Simulator.open(filter.rtl())) {
          long start = sim.cycles();
          StreamDriver driver = StreamDriver.on(sim, filter.top().input, in);
          StreamMonitor monitor = StreamMonitor.on(sim, "out", ROW, out);
          for (int row = 0; row < rows; row++) {
            driver.send(row(x, row, ROW));
          }
          assertFalse(driver.isDone());
          sim.runUntil(() -> monitor.rows().size() == rows, 1_000_000);
          assertTrue(driver.isDone());
          for (int row = 0; row < rows; row++) {
            assertArrayEquals(row(batched.data(), row, ROW), monitor.rows().get(row));
          }
          assertArrayEquals(Arrays.stream(batched.beatCycle()).asLongStream().map(cycle -> cycle + start).toArray(),
              monitor.beatCycles().stream().mapToLong(Long::longValue).toArray(), in + " " + out);
        }
      }
    }
  }

  @Test
  void paddingIsSentAndDroppedAndRowsOfOtherBeatsLeaveWhole() {
    RtlDesign design = Hdl.elaborate(() -> new StreamWidth<>("Width", Stream.of(SInt.bits(9), 3), 4, 7));
    int[] x = new Random(5).ints(20 * 7, -256, 256).toArray();
    try (Simulation sim = Simulator.open(design)) {
      StreamDriver driver = StreamDriver.on(sim, "in", new StallPattern.Random(1, 30));
      StreamMonitor monitor = StreamMonitor.on(sim, "out", 7, new StallPattern.Random(2, 30));
      for (int row = 0; row < 20; row++) {
        driver.send(row(x, row, 7));
      }
      sim.runUntil(() -> monitor.rows().size() == 20, 10_000);
      for (int row = 0; row < 20; row++) {
        assertArrayEquals(row(x, row, 7), monitor.rows().get(row), "row " + row);
      }
    }
  }

  @Test
  void otherInputsArePokedInBetween() {
    Design<Scaler> design = Hdl.design(Scaler::new);
    Scaler dut = design.top();
    try (Simulation sim = Simulator.open(design.rtl())) {
      StreamDriver driver = StreamDriver.on(sim, dut.input, StallPattern.none());
      StreamMonitor monitor = StreamMonitor.on(sim, dut.output, 3, StallPattern.none());
      for (int factor = 0; factor < 8; factor++) {
        sim.poke(dut.factor, factor);
        driver.send(1, 15, factor);
        sim.step();
        assertEquals(1, sim.peek(dut.busy), "a beat has gone in");
        assertFalse(driver.isDone());
        sim.step(5);
        assertTrue(driver.isDone());
        assertArrayEquals(new long[] {factor, 15L * factor, (long) factor * factor}, monitor.rows().get(factor));
      }
      assertEquals(16, monitor.beatCycles().size());
      assertEquals(8, monitor.rows().size());
    }
  }

  private static void checkSums(List<long[]> rows) {
    for (long[] row : rows) {
      assertEquals(15, row[0] + row[1]);
    }
  }

  /** The reset takes what is inside, and that is not held against the design; the next beats wait for its end. */
  @Test
  void resetsAreNoBreach() {
    Design<Scaler> design = Hdl.design(Scaler::new);
    for (boolean byHand : new boolean[] {false, true}) {
      try (Simulation sim = Simulator.open(design.rtl())) {
        StreamDriver driver = StreamDriver.on(sim, "in", StallPattern.none());
        StreamMonitor monitor = StreamMonitor.on(sim, "out", 2, new StallPattern.Random(8, 95));
        sim.poke("factor", 1);
        LongStream.range(0, 12).forEach(i -> driver.send(i, 15 - i));
        sim.runUntil(() -> monitor.rows().size() == 2, 1000);
        long taken = sim.cycles();
        sim.runUntil(() -> sim.cycles() == taken + 3, 10);
        assertEquals(2, monitor.rows().size(), "a beat waits");
        assertEquals(1, sim.peek("busy"));
        if (byHand) {
          sim.assertReset("clk");
          sim.step("clk", 20);
          sim.releaseReset("clk");
        } else {
          sim.reset();
        }
        sim.runUntil(driver::isDone, 5000);
        sim.runUntil(() -> monitor.rows().size() == 11, 1000);
        checkSums(monitor.rows());
        sim.step(100);
        assertEquals(11, monitor.rows().size());
      }
    }
  }

  @Test
  void whatIsNotAStepTransfersNothing() {
    Design<Scaler> design = Hdl.design(Scaler::new);
    try (Simulation sim = Simulator.open(design.rtl())) {
      StreamDriver driver = StreamDriver.on(sim, "in", StallPattern.none());
      StreamMonitor monitor = StreamMonitor.on(sim, "out", 2, StallPattern.none());
      sim.poke("factor", 1);
      LongStream.range(0, 12).forEach(i -> driver.send(i, 15 - i));
      sim.step(4);
      assertEquals(4, sim.peek("taken"));
      sim.advance(50);
      assertEquals(4, sim.peek("taken"));
      assertEquals(3, monitor.rows().size());
      sim.step("clk", 3);
      assertEquals(6, monitor.rows().size(), "steps by the clock's name are steps");
      sim.runUntil(driver::isDone, 100);
      sim.step(100);
      assertEquals(12, monitor.rows().size());
      checkSums(monitor.rows());
      int[] x = {1, 2, 3, 4};
      assertArrayEquals(x, sim.stream(new StreamJob(List.of(new StreamSource("in", x, 2, StallPattern.none())),
          List.of(new StreamSink("out", 2, 2, StallPattern.none())))).data());
      driver.send(7, 8);
      sim.step(5);
      assertEquals(13, monitor.rows().size());
      checkSums(monitor.rows());
    }
  }

  private static String breach(String from, String to) {
    RtlDesign rtl = filter.rtl();
    assertTrue(rtl.text().contains(from), rtl.text());
    RtlDesign broken = Designs.withText(rtl, rtl.text().replace(from, to));
    try (Simulation sim = Simulator.open(broken, SimOptions.defaults().withFailureWaves(FailureWaves.none()))) {
      StreamDriver driver = StreamDriver.on(sim, "in", StallPattern.none());
      StreamMonitor.on(sim, "out", ROW, new StallPattern.Random(5, 50));
      for (int row = 0; row < 20; row++) {
        driver.send(new Random(row).longs(ROW, -128, 128).toArray());
      }
      return assertThrows(SimulationException.class, () -> sim.step(1000)).getMessage();
    }
  }

  @Test
  void brokenRulesAreNamed() {
    String odd = "reg odd; always @(posedge clk) odd <= reset ? 1'b0 : !odd; ";
    String start = "stream out of FirFilter ";
    assertTrue(breach("assign out_last = last;", "assign out_last = 1'b0;")
        .matches(start + "has last on the wrong beat in cycle \\d+"));
    assertTrue(breach("assign out_valid = full;", odd + "assign out_valid = full && odd;")
        .matches(start + "dropped valid before the transfer in cycle \\d+"));
    assertTrue(breach("assign out_data_0 = result;", odd + "assign out_data_0 = result ^ odd;")
        .matches(start + "changed its payload while waiting in cycle \\d+"));
  }

  private static String refused(Runnable action) {
    return assertThrows(IllegalArgumentException.class, action::run).getMessage();
  }

  @Test
  void whatCannotBeIsRefused() {
    StallPattern none = StallPattern.none();
    try (Simulation sim = Simulator.open(filter.rtl())) {
      assertEquals("stream out of FirFilter flows the other way", refused(() -> StreamDriver.on(sim, "out", none)));
      assertEquals("stream in of FirFilter flows the other way", refused(() -> StreamMonitor.on(sim, "in", 1, none)));
      assertEquals("stream out: rows of 0 elements; allowed: from 1",
          refused(() -> StreamMonitor.on(sim, "out", 0, none)));
      assertEquals("module FirFilter has no stream 'up'; it has [in, out]",
          refused(() -> StreamDriver.on(sim, "up", none)));
      StreamDriver driver = StreamDriver.on(sim, "in", none);
      assertEquals("stream in of FirFilter has a driver already", refused(() -> StreamDriver.on(sim, "in", none)));
      assertEquals("stream in: a row of no elements", refused(driver::send));
      assertEquals("value 128 for element 1 of a row of stream in; allowed: -128 to 127",
          refused(() -> driver.send(1, 128)));
      assertTrue(driver.isDone(), "nothing of a refused row is sent");
    }
    RtlDesign one = Designs.design("Two", "assign r = 1;", List.of(new ClockPort("clk", "reset"),
        new ClockPort("other", "other_reset")), Designs.in("v", 1), Designs.out("r", 1), Designs.in("d", 8));
    RtlDesign two = new RtlDesign("Two", one.language(), one.text(), one.text(), one.clocks(), one.ports(),
        List.of(new StreamPort("s", Direction.IN, "v", "r", null, List.of("d"))));
    try (Simulation sim = Simulator.open(two)) {
      assertEquals("drivers and monitors move with one clock; Two has [clk, other]: use Simulation.stream",
          refused(() -> StreamDriver.on(sim, "s", none)));
    }
  }
}
