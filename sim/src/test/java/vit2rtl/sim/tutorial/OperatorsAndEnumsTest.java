package vit2rtl.sim.tutorial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.BlackBox;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.clock.Synchroniser;
import vit2rtl.hdl.domain.ClockDomain;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.memory.ReadUnderWrite;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.SimulationException;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.Tools;

/** Snippets of docs/tutorial.md on clocks, memories, black boxes and properties, run. */
class OperatorsAndEnumsTest {

  @BeforeAll
  static void needsTheTools() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  // [clocks]
  static final class Lamp extends Component {
    static final ClockDomain PIXEL = ClockDomain.of("pixel_clk", "pixel_reset");

    final Bool lit = in(Bool.bool());
    final UInt frames = out(UInt.bits(8));

    @Override
    protected void build() {
      Synchroniser across = instance("across", () -> new Synchroniser(null, ClockDomain.MAIN, PIXEL, 2));
      across.input.set(lit);
      PIXEL.on(() -> {
        UInt count = reg("count", UInt.bits(8), 0);
        when(across.output, () -> count.set(count.add(1).truncate(8)));
        frames.set(count);
      });
    }
  }
  // [end]

  @Test
  void twoClocks() {
    Design<Lamp> design = Hdl.design(Lamp::new);
    assertEquals("pixel_clk", design.rtl().clockOf("frames").orElseThrow().clock());
    try (Simulation sim = Simulator.open(design.rtl())) {
      sim.poke(design.top().lit, 1);
      sim.step(8);
      assertTrue(sim.peek(design.top().frames) > 0);
    }
  }

  // [memory]
  static final class Log extends Component {
    final UInt address = in(UInt.upTo(99));
    final UInt word = in(UInt.bits(8));
    final Bool writes = in(Bool.bool());
    final UInt read = out(UInt.bits(8));

    @Override
    protected void build() {
      Mem<UInt> words = mem("words", UInt.bits(8), 100);
      read.set(words.port(address, word, Bool.lit(true), writes, ReadUnderWrite.WRITE_FIRST));
    }
  }
  // [end]

  @Test
  void memory() {
    Design<Log> design = Hdl.design(Log::new);
    try (Simulation sim = Simulator.open(design.rtl())) {
      sim.poke(design.top().address, 99);
      sim.poke(design.top().word, 7);
      sim.poke(design.top().writes, 1);
      sim.step();
      assertEquals(7, sim.peek(design.top().read));
    }
  }

  // [blackbox]
  static final class Parity extends BlackBox {
    final UInt x = in("x", UInt.bits(8));
    final Bool odd = out("odd", Bool.bool());

    Parity() {
      super("parity", """
          module parity #(parameter INVERT = 0) (input [7:0] x, output odd);
            assign odd = (^x) ^ INVERT[0];
          endmodule
          """);
      generic("INVERT", 1);
    }
  }
  // [end]

  static final class Even extends Component {
    final UInt x = in(UInt.bits(8));
    final Bool y = out(Bool.bool());

    @Override
    protected void build() {
      Parity parity = instance("inner", Parity::new);
      parity.x.set(x);
      y.set(parity.odd);
    }
  }

  @Test
  void blackBox() {
    Design<Even> design = Hdl.design(Even::new);
    try (Simulation sim = Simulator.open(design.rtl())) {
      sim.poke(design.top().x, 3);
      sim.eval();
      assertEquals(1, sim.peek(design.top().y));
    }
  }

  // [properties]
  static final class Digits extends Component {
    final UInt digit = in(UInt.bits(4));
    final UInt sum = out(UInt.upTo(255));

    @Override
    protected void build() {
      assume(digit.le(9), "a digit is at most 9");
      UInt total = reg("total", UInt.upTo(255), 0);
      check(total.lt(250), "the sum comes near its end");
      cover("nine_arrives", digit.eq(9));
      total.set(total.add(digit).saturate(0, 255));
      sum.set(total);
    }
  }
  // [end]

  @Test
  void properties() {
    Design<Digits> design = Hdl.design(Digits::new);
    try (Simulation sim = Simulator.open(design.rtl())) {
      sim.poke(design.top().digit, 10);
      SimulationException broken = assertThrows(SimulationException.class, () -> sim.step(2));
      assertTrue(broken.getMessage().contains("a digit is at most 9"), broken.getMessage());
    }
  }
}
