package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.hdl.BlackBox;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.domain.ClockDomain;
import vit2rtl.hdl.error.ClockCrossingException;
import vit2rtl.hdl.error.NameException;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.type.UInt;

/** Verilog of one's own inside a design. */
class BlackBoxTest {

  private static final String SOURCE = """
      module accumulator #(parameter STEP = 1) (input clock, input rst, input [7:0] x, output reg [7:0] sum);
        always @(posedge clock) if (rst) sum <= 0; else sum <= sum + x * STEP;
      endmodule
      """;

  static final class Accumulator extends BlackBox {
    final UInt x;
    final UInt sum;

    Accumulator(String port, String parameter) {
      super("accumulator", SOURCE);
      generic(parameter, 3);
      clock("clock", "rst");
      x = in(port, UInt.bits(8));
      sum = out("sum", UInt.bits(8));
    }
  }

  static final class Around extends Component {
    private final String port;
    private final String parameter;
    private final ClockDomain domain;
    final UInt x = in(UInt.bits(8));
    final UInt y = out(UInt.bits(8));

    Around(String port, String parameter, ClockDomain domain) {
      this.port = port;
      this.parameter = parameter;
      this.domain = domain;
    }

    @Override
    protected void build() {
      Accumulator inner = domain.on(() -> instance("inner", () -> new Accumulator(port, parameter)));
      inner.x.set(x);
      y.set(inner.sum);
    }
  }

  @TempDir
  Path folder;

  @Test
  void itRunsInsideTheDesign() throws Exception {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.IVERILOG.isInstalled(), "verilator or iverilog is not installed");
    RtlDesign design = Hdl.elaborate(() -> new Around("x", "STEP", ClockDomain.MAIN));
    try (Simulation sim = Simulator.open(design)) {
      sim.poke("x", 5);
      sim.step(4);
      assertEquals(60, sim.peek("y"));
    }
    Files.writeString(folder.resolve("design.v"), design.text());
    Processes.run(folder, List.of("iverilog", "-g2005", "-o", "x.vvp", "design.v"));
    assertEquals(1, design.text().split("module accumulator", -1).length - 1, design.text());
  }

  private static void refused(Class<? extends RuntimeException> type, String message, String port, String parameter,
      ClockDomain domain) {
    RuntimeException e = assertThrows(type, () -> Hdl.elaborate(() -> new Around(port, parameter, domain)));
    assertTrue(e.getMessage().replaceAll("BlackBoxTest.java:\\d+", "HERE").startsWith(message), e.getMessage());
  }

  @Test
  void wrongNamesAndCrossingsAreRefused() {
    refused(NameException.class, "HERE: in Around/accumulator: black box accumulator: its source has no parameter"
        + " 'PACE'; use the names of the Verilog module", "x", "PACE", ClockDomain.MAIN);
    refused(NameException.class, "HERE: in Around/inner: black box accumulator: its source has no port 'z';"
        + " use the names of the Verilog module", "z", "STEP", ClockDomain.MAIN);
    refused(ClockCrossingException.class, "HERE: in Around/inner: x (in UInt[8 bits]): it belongs to clock other but"
        + " depends on x (in UInt[8 bits]), which belongs to clock clk", "x", "STEP",
        ClockDomain.of("other", "other_reset"));
    assertThrows(StructureException.class,
        () -> Hdl.elaborate(() -> new Around("x", "STEP", ClockDomain.MAIN), Language.VHDL));
  }
}
