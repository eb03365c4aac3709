package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.error.RangeException;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.type.Record;
import vit2rtl.hdl.type.UInt;

class RecordAndSwitchTest {

  static final class Operands extends Record {
    final UInt a = field(UInt.bits(8));
    final UInt b = field(UInt.bits(8));
  }

  /** Registers its operands, then adds, takes the smaller, or the difference modulo 256; anything else gives 0. */
  static final class Alu extends Component {
    final Operands operands = in(Record.type(Operands::new));
    final UInt operation = in(UInt.range(0, 3));
    final UInt result = out(UInt.bits(9));

    @Override
    protected void build() {
      Operands held = next("held", operands);
      result.set(UInt.lit(0));
      switchOn(next("operation_held", operation), cases -> cases
          .is(0, () -> result.set(held.a.add(held.b)))
          .is(1, () -> result.set(held.a.min(held.b)))
          .is(2, () -> result.set(held.a.subtractModulo(held.b, 8))));
    }
  }

  @Test
  void computesByCase() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    try (Simulation simulation = Simulator.open(Hdl.elaborate(Alu::new))) {
      for (int operation = 0; operation < 4; operation++) {
        for (int[] ab : new int[][] {{0, 0}, {255, 255}, {3, 200}, {200, 3}}) {
          simulation.poke("operands_a", ab[0]);
          simulation.poke("operands_b", ab[1]);
          simulation.poke("operation", operation);
          simulation.step();
          int expected = switch (operation) {
            case 0 -> ab[0] + ab[1];
            case 1 -> Math.min(ab[0], ab[1]);
            case 2 -> ab[0] - ab[1] & 255;
            default -> 0;
          };
          assertEquals(expected, simulation.peek("result"), operation + ": " + ab[0] + ", " + ab[1]);
        }
      }
    }
  }

  @Test
  void keepsNamesAndEmitsCases() {
    RtlDesign design = Hdl.elaborate(Alu::new);
    assertTrue(design.text().contains("input  wire [7:0] operands_a") && design.text().contains("held_b"),
        design.text());
    assertTrue(design.text().contains("case(operation_held)"), design.text());
  }

  /** Cases that cannot be. */
  static final class Wrong extends Component {
    final UInt selector = in(UInt.range(0, 5));
    final UInt y = out(UInt.bits(1));
    private final long[] values;

    Wrong(long... values) {
      this.values = values;
    }

    @Override
    protected void build() {
      y.set(UInt.lit(0));
      switchOn(selector, cases -> {
        for (long value : values) {
          cases.is(value, () -> y.set(UInt.lit(1)));
        }
      });
    }
  }

  @Test
  void refusesCasesThatCannotBe() {
    assertTrue(assertThrows(RangeException.class, () -> Hdl.elaborate(() -> new Wrong(6))).getMessage()
        .contains("never is 6"));
    assertTrue(assertThrows(StructureException.class, () -> Hdl.elaborate(() -> new Wrong(2, 2))).getMessage()
        .contains("the value 2 has a case already"));
  }
}
