package vit2rtl.sim.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.domain.ClockDomain;
import vit2rtl.hdl.error.ClockCrossingException;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.sim.ClockPeriods;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.Tools;

/** A memory that one clock writes and another reads. */
class ReadCrossingTest {
  private static final ClockDomain A = ClockDomain.of("a_clk", "a_reset");
  private static final ClockDomain B = ClockDomain.of("b_clk", "b_reset");

  /** How the second clock reads. */
  enum Port { CROSSING, PLAIN }

  static final class TwoPorts extends Component {
    final UInt place = A.on(() -> in(UInt.bits(3)));
    final SInt data = A.on(() -> in(SInt.bits(6)));
    final Bool write = A.on(() -> in(Bool.bool()));
    final UInt at = B.on(() -> in(UInt.bits(3)));
    final Bool read = B.on(() -> in(Bool.bool()));
    final SInt word = B.on(() -> out(SInt.bits(6)));
    private final Port port;

    TwoPorts(Port port) {
      this.port = port;
    }

    @Override
    protected void build() {
      Mem<SInt> words = mem("words", SInt.bits(6), 8);
      A.on(() -> words.write(place, data, write));
      word.set(B.on(() -> port == Port.CROSSING ? words.readCrossing(at, read) : words.readSync(at, read)));
    }
  }

  @Test
  void theOtherClockReadsWhatWasWritten() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    var design = Hdl.design(() -> new TwoPorts(Port.CROSSING));
    TwoPorts dut = design.top();
    try (Simulation sim = Simulator.open(design.rtl())) {
      sim.clocks(ClockPeriods.of(A, 7));
      sim.poke(dut.write, 1);
      for (int i = 0; i < 8; i++) {
        sim.poke(dut.place, i);
        sim.poke(dut.data, -3 * i);
        sim.step(A);
      }
      sim.poke(dut.write, 0);
      sim.clocks(ClockPeriods.of(B, 10));
      sim.poke(dut.read, 1);
      for (int i = 7; i >= 0; i--) {
        sim.poke(dut.at, i);
        sim.step(B);
        assertEquals(-3 * i, sim.peek(dut.word), "from the next cycle on");
      }
      sim.poke(dut.read, 0);
      sim.poke(dut.at, 5);
      sim.step(B);
      assertEquals(0, sim.peek(dut.word), "it holds the word while not enabled");
      sim.poke(dut.read, 1);
      sim.eval();
      assertEquals(0, sim.peek(dut.word), "not before the edge");
      sim.step(B);
      assertEquals(-15, sim.peek(dut.word));
    }
  }

  @Test
  void aPlainReadByTheOtherClockIsRefused() {
    String message = assertThrows(ClockCrossingException.class, () -> Hdl.elaborate(() -> new TwoPorts(Port.PLAIN)))
        .getMessage();
    assertEquals("ReadCrossingTest.java:HERE: in TwoPorts: read of words: clock b_clk reads what clock a_clk writes;"
        + " use readCrossing, and see to it that no word is read near the time it is written",
        message.replaceFirst(":\\d+:", ":HERE:"));
  }
}
