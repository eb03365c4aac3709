package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.type.UInt;

/** Whatever a model does, the JVM goes on. */
class SurvivalTest {

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  @ParameterizedTest
  @CsvSource({"$finish, $finish", "$stop, $stop or $fatal", "$fatal(1), $stop or $fatal",
      "'$display(\"n is %0d\", n); $finish; $finish;', $finish"})
  void aModelThatEndsTheSimulation(String statement, String how) {
    try (Simulation sim = Simulator.open(Designs.ending(statement + ";"))) {
      String message = assertThrows(SimulationException.class, () -> sim.step(100)).getMessage();
      assertTrue(message.startsWith("Ending ended with " + how + " by cycle "), message);
      assertEquals(statement.contains("display"), message.contains("n is 5"), message);
      assertThrows(SimulationException.class, sim::step);
    }
    try (Simulation next = Simulator.open(Designs.ending("$finish;"))) {
      next.step(2);
      assertEquals(2, next.peek("count"));
    }
  }

  static final class Claim extends Component {
    final UInt a = in(UInt.bits(8));
    final UInt y = out(UInt.bits(4));

    @Override
    protected void build() {
      y.set(next("held", a, 0).narrow(0, 15));
    }
  }

  @ParameterizedTest
  @CsvSource({"VERILOG", "SYSTEMVERILOG"})
  void aFailedAssertionIsAnExceptionWithItsMessage(Language language) {
    RtlDesign design = Hdl.elaborate(Claim::new, language);
    try (Simulation sim = Simulator.open(design)) {
      sim.poke("a", 15);
      sim.step(3);
      sim.poke("a", 16);
      String message = assertThrows(SimulationException.class, () -> sim.step(3)).getMessage();
      assertTrue(message.contains("a value left its claimed range 0 to 15"), message);
    }
    try (Simulation sim = Simulator.open(design, SimOptions.defaults().withAssertions(SimOptions.Assertions.OFF))) {
      sim.poke("a", 16);
      sim.step(3);
      assertEquals(0, sim.peek("y"));
    }
  }

  @Test
  void aCombinationalLoopThatDoesNotSettle() {
    RtlDesign design = Designs.clocked("Ring", "wire w; assign w = go ? !w : 1'b0; assign q = w;",
        Designs.in("go", 1), Designs.out("q", 1));
    try (Simulation sim = Simulator.open(design)) {
      sim.poke("go", 1);
      String message = assertThrows(SimulationException.class, sim::step).getMessage();
      assertTrue(message.contains("converge"), message);
    }
  }

  @Test
  void textThatIsNoVerilog() {
    RtlDesign design = Designs.clocked("Broken", "assign q = ;", Designs.out("q", 1));
    String message = assertThrows(ToolException.class, () -> Simulator.open(design)).getMessage();
    assertTrue(message.startsWith("verilator failed with status 1:") && message.contains("syntax error"), message);
  }
}
