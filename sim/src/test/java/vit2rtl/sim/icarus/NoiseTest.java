package vit2rtl.sim.icarus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.StreamDriver;
import vit2rtl.sim.StreamMonitor;
import vit2rtl.sim.dut.Dut;
import vit2rtl.sim.dut.Noise;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamSink;
import vit2rtl.sim.dut.StreamSource;

/** A source that pauses has anything on its other pins while it does. */
class NoiseTest {
  private static final int ROWS = 60;
  private static final int ROW = 4;
  private static final int[] X = new Random(1).ints(ROWS * ROW, -9, -1).toArray();
  /** Of the eight elements, and of last. */
  private static final int EVERYTHING = (1 << 10) - 1;

  /** Passes its stream on, and keeps what is on the pins while nothing is offered. */
  static final class Eavesdropper extends Component {
    final Stream<SInt> input = in("in", Stream.of(SInt.range(-9, -2), 2));
    final Stream<SInt> output = out("out", Stream.of(SInt.range(-9, -2), 2));
    final UInt heard = out(UInt.bits(10));
    final UInt story = out(UInt.bits(32));

    @Override
    protected void build() {
      output.valid().set(input.valid());
      output.last().set(input.last());
      output.payload().set(input.payload());
      input.ready().set(output.ready());
      Bool idle = name("idle", input.valid().not());
      UInt first = name("first", input.payload().get(0).add(9).modulo(3));
      UInt second = name("second", input.payload().get(1).add(9).modulo(3));
      UInt mask = reg("mask", UInt.bits(10), 0);
      UInt past = reg("past", UInt.bits(32), 0);
      when(idle, () -> {
        mask.set(mask.or(UInt.lit(1).shl(first).truncate(8)).or(UInt.lit(256).shl(input.last().asUInt())).truncate(10));
        past.set(past.mul(67).add(first.concat(second).concat(input.last().asUInt())).truncate(32));
      });
      heard.set(mask);
      story.set(past);
    }
  }

  private static StreamJob job(StallPattern source) {
    return new StreamJob(List.of(new StreamSource("in", X, ROW, source)),
        List.of(new StreamSink("out", ROWS, ROW, new StallPattern.Random(3, 20))));
  }

  @ParameterizedTest
  @EnumSource(DutTest.Backend.class)
  void anythingWhileNothingIsOffered(DutTest.Backend backend) {
    for (StallPattern source : List.of(new StallPattern.Random(5, 40), new StallPattern.Bursts(6, 9), new StallPattern.Late(90))) {
      try (Dut dut = backend.open(Hdl.elaborate(Eavesdropper::new))) {
        assertArrayEquals(X, dut.stream(job(source)).data());
        assertEquals(EVERYTHING, dut.peek("heard"), source::toString);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(DutTest.Backend.class)
  void aSourceThatNeverPausesLeavesThemAlone(DutTest.Backend backend) {
    try (Dut dut = backend.open(Hdl.elaborate(Eavesdropper::new))) {
      dut.stream(job(StallPattern.none()));
      assertTrue(Long.bitCount(dut.peek("heard")) <= 4, () -> Long.toBinaryString(dut.peek("heard")));
    }
  }

  /** The batched loop is C++ with a generator of its own. */
  @Test
  void steppedRunsHaveTheNoiseOfBatchedOnes() {
    StallPattern source = new StallPattern.Random(-5, 40);
    long[] stories = new long[2];
    try (Simulation sim = Simulator.open(Hdl.elaborate(Eavesdropper::new))) {
      sim.stream(job(source));
      stories[0] = sim.peek("story");
    }
    try (Simulation sim = Simulator.open(Hdl.elaborate(Eavesdropper::new))) {
      StreamDriver driver = StreamDriver.on(sim, "in", source);
      StreamMonitor monitor = StreamMonitor.on(sim, "out", ROW, new StallPattern.Random(3, 20));
      for (int row = 0; row < ROWS; row++) {
        driver.send(Arrays.stream(X, row * ROW, (row + 1) * ROW).asLongStream().toArray());
      }
      sim.runUntil(() -> monitor.rows().size() == ROWS, 10_000);
      stories[1] = sim.peek("story");
    }
    assertEquals(stories[0], stories[1]);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-128, 127", "3, 9", "0, 4294967295", "-2147483648, 2147483647", "-5, 1099511627776",
      "-9223372036854775808, 9223372036854775807", "0, 18446744073709551615"})
  void isWithinTheRangeOfItsPort(BigInteger least, BigInteger most) {
    int width = Math.max(1, Math.max(least.bitLength(), most.bitLength()) + (least.signum() < 0 ? 1 : 0));
    Port port = new Port("x", Direction.IN, width, least.signum() < 0, least, most);
    Noise noise = new Noise(new StallPattern.Random(1, 50));
    boolean low = false;
    boolean high = false;
    BigInteger middle = least.add(most).shiftRight(1);
    for (int i = 0; i < 100; i++) {
      long bits = noise.element(port);
      BigInteger value = least.signum() < 0 ? BigInteger.valueOf(bits) : new BigInteger(Long.toUnsignedString(bits));
      assertTrue(value.compareTo(least) >= 0 && value.compareTo(most) <= 0, value::toString);
      low |= value.compareTo(middle) <= 0;
      high |= value.compareTo(middle) >= 0;
    }
    assertTrue(low && high);
  }
}
