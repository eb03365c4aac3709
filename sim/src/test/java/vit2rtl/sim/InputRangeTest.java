package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;

/** Inputs keep the ranges they are declared with: a simulation refuses other values, a verification text assumes it. */
class InputRangeTest {

  static final class Halver extends Component {
    final UInt a = in(UInt.range(0, 9));
    final SInt b = in(SInt.range(-5, 4));
    final UInt c = in(UInt.range(3, 9));
    final UInt half = out(UInt.range(0, 4));
    final SInt sum = out(SInt.range(-5, 17));

    @Override
    protected void build() {
      half.set(next("halved", a.shr(1), 0));
      sum.set(b.add(c).add(half));
    }
  }

  /** The same without a clock. */
  static final class Direct extends Component {
    final UInt a = in(UInt.range(0, 9));
    final UInt half = out(UInt.range(0, 4));

    @Override
    protected void build() {
      half.set(a.shr(1));
    }
  }

  static final class Passing extends Component {
    final Stream<SInt> input = in("in", Stream.of(SInt.range(-9, -2), 2));
    final Stream<SInt> output = out("out", Stream.of(SInt.range(-9, -2), 2));

    @Override
    protected void build() {
      input.into(output);
      next("clocked", input.valid(), 0);
    }
  }

  private static final Design<Halver> HALVER = Hdl.design(Halver::new);

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  private static String refusal(org.junit.jupiter.api.function.Executable request) {
    return assertThrows(IllegalArgumentException.class, request).getMessage();
  }

  @Test
  void pokesOutsideTheRangeAreRefused() {
    Halver dut = HALVER.top();
    try (Simulation sim = Simulator.open(HALVER.rtl())) {
      assertEquals("value 12 for port a; allowed: 0 to 9", refusal(() -> sim.poke(dut.a, 12)));
      assertEquals("value 10 for port a; allowed: 0 to 9", refusal(() -> sim.poke("a", 10)));
      assertEquals("value 10 for port a; allowed: 0 to 9", refusal(() -> sim.poke(dut.a, BigInteger.TEN)));
      assertEquals("value -1 for port a; allowed: 0 to 9", refusal(() -> sim.poke(dut.a, -1)));
      assertEquals("value 5 for port b; allowed: -5 to 4", refusal(() -> sim.poke(dut.b, 5)));
      assertEquals("value -6 for port b; allowed: -5 to 4", refusal(() -> sim.poke("b", BigInteger.valueOf(-6))));
      assertEquals("value 2 for port c; allowed: 3 to 9", refusal(() -> sim.poke(dut.c, 2)));
      for (int a = 0; a < 10; a++) {
        sim.poke(dut.a, a);
        sim.poke(dut.b, a % 10 - 5);
        sim.step();
        assertEquals(a / 2, sim.peek(dut.half));
        assertEquals(a / 2 + a - 5 + 3, sim.peek(dut.sum), "what nobody has set is the value next to 0");
      }
    }
  }

  /** Handles do not check; the text does, from the first edge out of reset. */
  @Test
  void theVerificationTextAssumesTheRange() {
    Halver dut = HALVER.top();
    try (Simulation sim = Simulator.open(HALVER.rtl())) {
      sim.port(dut.a).set(12);
      String message = assertThrows(SimulationException.class, sim::step).getMessage();
      assertTrue(message.contains("assumption: input a is within 0 to 9"), message);
    }
    try (Simulation sim = Simulator.open(HALVER.rtl())) {
      sim.port(dut.b).set(-6);
      String message = assertThrows(SimulationException.class, sim::step).getMessage();
      assertTrue(message.contains("assumption: input b is within -5 to 4"), message);
    }
    assertFalse(HALVER.rtl().text().contains("within"));
  }

  @Test
  void aDesignWithoutAClockIsCheckedByTheSimulationOnly() {
    RtlDesign direct = Hdl.elaborate(Direct::new);
    assertEquals(direct.text(), direct.verificationText());
    try (Simulation sim = Simulator.open(direct)) {
      assertEquals("value 12 for port a; allowed: 0 to 9", refusal(() -> sim.poke("a", 12)));
    }
  }

  /** Three elements of two lanes: the padding is −2, the value next to 0; nothing is assumed while valid is low. */
  @Test
  void streamsKeepTheirRanges() {
    RtlDesign design = Hdl.elaborate(Passing::new);
    int[] x = {-9, -2, -3, -4, -5, -6};
    StreamSink sink = new StreamSink("out", 2, 3, new StallPattern.Random(1, 50));
    try (Simulation sim = Simulator.open(design)) {
      assertArrayEquals(x, sim.stream(new StreamJob(
          List.of(new StreamSource("in", x, 3, new StallPattern.Random(2, 50))), List.of(sink))).data());
      for (int wrong : new int[] {-1, -10, 7, 6}) {
        int[] with = x.clone();
        with[4] = wrong;
        assertEquals("value " + wrong + " for element 1 of row 1 of stream in; allowed: -9 to -2", refusal(() ->
            sim.stream(new StreamJob(List.of(new StreamSource("in", with, 3, StallPattern.none())), List.of(sink)))));
      }
    }
    try (Simulation sim = Simulator.open(design)) {
      StreamDriver driver = StreamDriver.on(sim, "in", StallPattern.none());
      StreamMonitor monitor = StreamMonitor.on(sim, "out", 3, StallPattern.none());
      assertEquals("value -1 for element 2 of a row of stream in; allowed: -9 to -2",
          refusal(() -> driver.send(-2, -3, -1)));
      driver.send(-2, -3, -9);
      sim.runUntil(() -> monitor.rows().size() == 1, 20);
      assertArrayEquals(new long[] {-2, -3, -9}, monitor.rows().get(0));
    }
  }

  @Test
  void handlesKnowRangesOfEveryWidthAndSign() {
    BigInteger[][] ranges = {{BigInteger.ZERO, BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)},
        {BigInteger.TWO, BigInteger.ONE.shiftLeft(63).add(BigInteger.TEN)},
        {BigInteger.valueOf(Long.MIN_VALUE), BigInteger.valueOf(Long.MAX_VALUE)},
        {BigInteger.valueOf(-5), BigInteger.valueOf(Long.MAX_VALUE)}, {BigInteger.ZERO, BigInteger.ONE}};
    for (BigInteger[] range : ranges) {
      boolean signed = range[0].signum() < 0;
      var port = new vit2rtl.hdl.rtl.Port("p", vit2rtl.hdl.rtl.Direction.IN, 64, signed, range[0], range[1]);
      PortHandle handle = new PortHandle(java.nio.ByteBuffer.allocate(8), 0, port);
      for (long value : new long[] {0, 1, 2, -1, -5, -6, 11, Long.MIN_VALUE, Long.MIN_VALUE + 10, Long.MIN_VALUE + 11,
          Long.MAX_VALUE}) {
        BigInteger meant = signed ? BigInteger.valueOf(value) : new BigInteger(Long.toUnsignedString(value));
        assertEquals(PortRange.holds(port, meant), handle.holds(value), value + " in " + List.of(range));
      }
    }
  }
}
