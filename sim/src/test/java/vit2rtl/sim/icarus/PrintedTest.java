package vit2rtl.sim.icarus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Every version of Icarus Verilog: the lines of 12 are given here, so that 11 sees them, too. */
class PrintedTest {
  @Test
  void theSimulatorsOwnLineAtTheEndIsLeftOut() {
    assertEquals("sent 400 wrong 0\n",
        Printed.byTheText("sent 400 wrong 0\nbench.v:31: $finish called at 2205500 (1ps)\n"));
    assertEquals("", Printed.byTheText("design.v:7: $stop called at 0 (1s)"));
    assertEquals("a\nb\n", Printed.byTheText("a\nbench.v:31: $finish called at 10 (100ns)\nb\n"));
  }

  @Test
  void whatADesignPrintsStays() {
    String said = "the design has $finish called at 3\nx: $finish called at 7 (1s)\n";
    assertEquals(said, Printed.byTheText(said));
  }
}
