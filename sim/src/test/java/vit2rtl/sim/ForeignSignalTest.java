package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.examples.FirFilter;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.type.UInt;

/** Signals and memories of another design are refused, though the simulated one has some of the same names. */
class ForeignSignalTest {

  static final class Lookup extends Component {
    final UInt a = in(UInt.bits(3));
    final UInt q = out(UInt.bits(8));
    final int factor;
    Mem<UInt> words;
    UInt inner;

    Lookup(int factor) {
      this.factor = factor;
    }

    @Override
    protected void build() {
      words = mem("words", UInt.bits(8), 8);
      words.write(a, a.mul(UInt.lit(factor)), vit2rtl.hdl.type.Bool.lit(true));
      inner = next("inner", words.readAsync(a), 0);
      q.set(inner);
    }
  }

  private static Design<Lookup> one;
  private static Design<Lookup> other;
  private static final String REFUSED =
      " belongs to another design, Lookup; allowed: signals and memories of the one that is simulated, Lookup";

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    one = Hdl.design(() -> new Lookup(1));
    other = Hdl.design(() -> new Lookup(2));
  }

  private static void refused(String name, org.junit.jupiter.api.function.Executable request) {
    assertEquals(name + REFUSED, assertThrows(IllegalArgumentException.class, request).getMessage());
  }

  @Test
  void theNamesakeIsLeftAlone() {
    Lookup own = one.top();
    Lookup theirs = other.top();
    try (Simulation sim = Simulator.open(one.rtl(),
        SimOptions.defaults().withMemories(own.words).withSignals(own.inner))) {
      refused("a", () -> sim.poke(theirs.a, 5));
      refused("a", () -> sim.poke(theirs.a, BigInteger.TWO));
      refused("a", () -> sim.port(theirs.a));
      refused("q", () -> sim.peek(theirs.q));
      refused("q", () -> sim.peekBig(theirs.q));
      refused("inner", () -> sim.peek(theirs.inner));
      refused("words", () -> sim.read(theirs.words, 0));
      refused("words", () -> sim.write(theirs.words, 0, 1));
      sim.poke(own.a, 6);
      sim.step(2);
      assertEquals(6, sim.peek(own.q));
      assertEquals(6, sim.peek(own.inner));
      assertEquals(6, sim.read(own.words, 6));
    }
  }

  @Test
  void streamsOfAnotherDesignAreRefused() {
    Design<FirFilter> filter = Hdl.design(() -> new FirFilter(8, 2, -1));
    Design<FirFilter> another = Hdl.design(() -> new FirFilter(8, 1, -1));
    try (Simulation sim = Simulator.open(filter.rtl())) {
      assertThrows(IllegalArgumentException.class,
          () -> StreamDriver.on(sim, another.top().input, StallPattern.none()));
      assertThrows(IllegalArgumentException.class,
          () -> StreamMonitor.on(sim, another.top().output, 6, StallPattern.none()));
      StreamDriver.on(sim, filter.top().input, StallPattern.none());
    }
  }

  /** Another elaboration of the same text is the same design, and so is a text that was made from it. */
  @Test
  void theSameDesignElaboratedAgainIsNoOther() {
    Design<Lookup> again = Hdl.design(() -> new Lookup(1));
    try (Simulation sim = Simulator.open(again.rtl());
        Simulation changed = Simulator.open(Designs.withText(one.rtl(), other.rtl().text()))) {
      sim.poke(one.top().a, 5);
      changed.poke(one.top().a, 5);
      sim.step(2);
      changed.step(2);
      assertEquals(5, sim.peek(one.top().q));
      assertEquals(10, changed.peek(one.top().q));
    }
  }
}
