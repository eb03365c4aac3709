package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.sim.coverage.CoveragePoint;

/** Assumptions and covers are in the verification text, work in simulation, and are not in the shipped text. */
class AssumeAndCoverTest {

  @TempDir
  Path folder;

  static final class Watched extends Component {
    final UInt a = in(UInt.bits(4));
    final Bool go = in(Bool.bool());
    final UInt y = out(UInt.bits(4));

    @Override
    protected void build() {
      assume(a.le(9), "a decimal digit");
      cover("nines", a.eq(9));
      when(go, () -> cover("nines_going", a.eq(9)));
      y.set(next("kept", a, 0));
    }
  }

  @ParameterizedTest
  @EnumSource(value = Language.class, names = {"VERILOG", "SYSTEMVERILOG"})
  void coversAreCounted(Language language) {
    assumeTrue(Tools.VERILATOR.isInstalled(), "verilator is not installed");
    RtlDesign design = Hdl.elaborate(Watched::new, language);
    try (Simulation sim = Simulator.open(design, SimOptions.defaults().withCovering(SimOptions.Covering.ON))) {
      for (int t = 0; t < 20; t++) {
        sim.poke("a", t % 10);
        sim.poke("go", t / 10);
        sim.step();
      }
      Map<String, Long> counts = sim.coverage().counts().entrySet().stream()
          .filter(e -> e.getKey().kind() == CoveragePoint.Kind.USER)
          .collect(Collectors.toMap(e -> e.getKey().name(), Map.Entry::getValue));
      assertEquals(Map.of("nines", 2L, "nines_going", 1L), counts);
    }
  }

  @ParameterizedTest
  @EnumSource(value = Language.class, names = {"VERILOG", "SYSTEMVERILOG"})
  void assumptionsAreAssertionsInSimulation(Language language) {
    assumeTrue(Tools.VERILATOR.isInstalled(), "verilator is not installed");
    try (Simulation sim = Simulator.open(Hdl.elaborate(Watched::new, language))) {
      sim.poke("a", 10);
      String message = assertThrows(SimulationException.class, () -> sim.step(2)).getMessage();
      assertTrue(message.contains("assumption: a decimal digit"), message);
    }
  }

  @Test
  void theTextsSayWhatTheyAre() {
    for (Language language : List.of(Language.VERILOG, Language.SYSTEMVERILOG)) {
      RtlDesign design = Hdl.elaborate(Watched::new, language);
      assertFalse(design.text().matches("(?s).*(assum|cover|condition|nines).*"), design.text());
      assertTrue(design.verificationText().matches("(?s).*\\bassume\\(.*"), design.verificationText());
      assertFalse(design.verificationText().matches("(?s).*\\bassert\\(.*"), design.verificationText());
      assertTrue(design.verificationText().contains(
          "  nines : cover property (@(posedge clk) disable iff (reset) nines_condition);\n"),
          design.verificationText());
    }
  }

  @Test
  void icarusReadsTheVerificationText() throws IOException {
    assumeTrue(Tools.IVERILOG.isInstalled(), "iverilog is not installed");
    Files.writeString(folder.resolve("design.v"), Hdl.elaborate(Watched::new).verificationText());
    Processes.run(folder, List.of("iverilog", "-g2012", "-o", "x.vvp", "design.v"));
  }
}
