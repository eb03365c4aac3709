package vit2rtl.hdl;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.hdl.error.NameException;
import vit2rtl.hdl.internal.Names;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;

class NamesTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "A", "x1", "in_data_0", "fooBar", "regs", "clock", "Module_"})
  void names(String name) {
    if (name.endsWith("_")) {
      assertThrows(NameException.class, () -> Names.check("signal", name));
    } else {
      assertDoesNotThrow(() -> Names.check("signal", name));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1a", "_a", "a__b", "a-b", "a b", "ä", "a.b", "_zz_1", "a$"})
  void illegalNames(String name) {
    assertTrue(assertThrows(NameException.class, () -> Names.check("signal", name)).getMessage().endsWith(
        "signal: the name '" + name + "' is illegal; use letters, digits and single underscores, a letter first"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"module", "Wire", "SIGNAL", "clk", "reset", "logic", "entity", "process", "priority", "rand"})
  void wordsOfTheLanguages(String name) {
    assertTrue(assertThrows(NameException.class, () -> Names.check("signal", name)).getMessage()
        .contains("is a word of Verilog, SystemVerilog or VHDL, or the clock or reset; choose another"));
  }

  /** Each of them was emitted and refused by GHDL. */
  @ParameterizedTest
  @ValueSource(strings = {"vunit", "vmode", "vprop", "inherit", "restrict_guarantee", "view", "private", "std_logic",
      "std_logic_vector", "work", "ieee", "true", "FALSE", "failure", "rising_edge", "shift_left", "to_integer",
      "pkg_cat", "pkg_toStdLogic", "pkg_shiftRight"})
  void wordsOfTheVhdlText(String name) {
    assertThrows(NameException.class, () -> Names.check("signal", name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "note", "now", "image", "value", "val", "length", "index", "line", "text", "read"})
  void wordsThatOnlyLookTaken(String name) {
    assertDoesNotThrow(() -> Names.check("signal", name));
  }

  @Test
  void aMemorysTypeHasItsName() {
    assertTrue(assertThrows(NameException.class, () -> Hdl.elaborate(() -> new Sketch(t -> {
      t.memory("m", 4);
      t.local("m_type");
    }))).getMessage().contains("the name 'm_type' is taken"));
  }

  static final class Fields extends Component {
    final UInt a = in(UInt.bits(3));
    private final Vec<UInt> pair = out(Vec.type(2, UInt.bits(3)));

    @Override
    protected void build() {
      UInt held = reg("held", a.type(), 0);
      held.set(a);
      pair.get(0).set(held);
      pair.get(1).set(name("flipped", a.xor(UInt.lit(7))));
    }
  }

  @Test
  void fieldsAndLocalsKeepTheirNames() {
    RtlDesign design = Hdl.elaborate(Fields::new);
    assertEquals(java.util.List.of("a", "pair_0", "pair_1"), design.ports().stream().map(Port::name).toList());
    assertTrue(design.text().contains("reg  [2:0] held;"), design.text());
    assertTrue(design.text().contains("flipped"), design.text());
  }
}
