package vit2rtl.hdl.memory;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.error.NameException;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;

class SimulatedZerosTest {

  /** Two memories, of which one is marked. */
  static final class Store extends Component {
    final UInt address = in(UInt.upTo(4));
    final UInt word = in(UInt.bits(9));
    final Bool writes = in(Bool.bool());
    final UInt marked = out(UInt.bits(9));
    final UInt plain = out(UInt.bits(9));

    @Override
    protected void build() {
      Mem<UInt> zeros = mem("zeros", UInt.bits(9), 5).zeroInSimulation();
      zeros.write(address, word, writes);
      // The memory has a second attribute.
      marked.set(zeros.readSync(address, Bool.lit(true), ReadUnderWrite.DONT_CARE));
      Mem<UInt> others = mem("others_1", UInt.bits(9), 5);
      others.write(address, word, writes);
      plain.set(others.readSync(address, Bool.lit(true)));
    }
  }

  @ParameterizedTest
  @EnumSource(value = Language.class, names = {"VERILOG", "SYSTEMVERILOG"})
  void isALoopThatSynthesisDoesNotSee(Language language) {
    String text = Hdl.elaborate(Store::new, language).text();
    assertTrue(text.contains("""
          (* no_rw_check *) reg  [8:0] zeros [0:4];
        `ifndef SYNTHESIS
        `ifndef VERILATOR
          integer zeros_word;
          initial for (zeros_word = 0; zeros_word <= 4; zeros_word = zeros_word + 1) zeros[zeros_word] = 0;
        `endif
        `endif
        """), text);
    assertTrue(text.contains("  reg  [8:0] others_1 [0:4];\n"), text);
    assertFalse(text.contains("vit2rtl"), text);
  }

  @Test
  void isADefaultInVhdl() {
    String text = Hdl.elaborate(Store::new, Language.VHDL).text();
    assertTrue(text.contains("""
          signal zeros : zeros_type
          -- pragma translate_off
            := (others => (others => '0'))
          -- pragma translate_on
          ;
        """), text);
    assertTrue(text.contains("  signal others_1 : others_1_type;\n"), text);
    assertFalse(text.contains("vit2rtl"), text);
  }

  /** Something else has the name of the loop's variable. */
  static final class Clash extends Component {
    final UInt word = out(UInt.bits(9));

    @Override
    protected void build() {
      word.set(name("zeros_word", UInt.lit(3)));
      mem("zeros", UInt.bits(9), 5).zeroInSimulation();
    }
  }

  @Test
  void theVariableHasItsNameForItself() {
    NameException refused = assertThrows(NameException.class, () -> Hdl.elaborate(Clash::new));
    assertTrue(refused.getMessage().contains("the name 'zeros_word' is taken"), refused.getMessage());
  }
}
