package vit2rtl.accelerator.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.sim.tool.Processes;
import vit2rtl.sim.tool.Tools;

/** The two texts of a multiplier block beside each other in Icarus Verilog, the block as Yosys' own model of the cell. */
@Execution(ExecutionMode.CONCURRENT)
class DualProductTest {
  /** Every pair of operands in each half, the other half with the operands the other way round; weights held now and then. */
  private static final String BENCH = """
      module bench;
        reg clk = 0;
        reg enter = 1;
        reg take = 1;
        reg [15:0] a, b;
        wire [31:0] expected, found;
        DualProduct twin (.clk(clk), .enter(enter), .take(take), .a(a), .b(b), .p(expected));
        DualProductBlock cell_ (.clk(clk), .enter(enter), .take(take), .a(a), .b(b), .p(found));
        integer i, different = 0, compared = 0;
        initial begin
          for (i = 0; i < 65536 + 3; i = i + 1) begin
            a = {i[7:0], i[15:8]};
            b = i;
            enter = i < 3 || i[5:0] != 6'd11;
            take = i < 3 || i[4:0] != 5'd7;
            #1;
            if (i >= 3) begin
              compared = compared + 1;
              if (found !== expected) different = different + 1;
            end
            clk = 1; #1 clk = 0;
          end
          $display("%0d compared, %0d different", compared, different);
        end
      endmodule
      """;

  private static final String AROUND_BENCH = """
      module bench;
        reg clk = 0, en, take;
        reg [7:0] x;
        reg [15:0] b;
        wire [16:0] found, expected;
        netlist one (.clk(clk), .en(en), .take(take), .x(x), .b(b), .s(found));
        twin two (.clk(clk), .en(en), .take(take), .x(x), .b(b), .s(expected));
        integer i, different = 0, compared = 0;
        initial begin
          for (i = 0; i < 20000; i = i + 1) begin
            en = i < 5 || ($random & 3) != 0;
            take = i < 5 || ($random & 3) == 0;
            x = $random;
            b = $random;
            #1 clk = 1;
            #1 clk = 0;
            if (i > 8) begin
              compared = compared + 1;
              if (found !== expected) different = different + 1;
            end
          end
          $display("%0d compared, %0d different", compared, different);
        end
      endmodule
      """;

  @TempDir
  Path folder;

  @BeforeEach
  void needsTheTools() {
    CellBench.needTheTools();
  }

  @Test
  void computesWhatTheBlockComputes() throws IOException {
    assertEquals("65536 compared, 0 different", run(DualProduct.SOURCE));
  }

  /** A comparison that cannot fail would prove nothing. */
  @Test
  void aDifferenceIsFound() throws IOException {
    String wrong = DualProduct.SOURCE.replace(".A_SIGNED(1'b1)", ".A_SIGNED(1'b0)");
    assertTrue(!wrong.equals(DualProduct.SOURCE));
    assertTrue(!run(wrong).endsWith(" 0 different"));
  }

  /** Synthesis that looks for products leaves the block, with registers and an adder beside it, what it is. */
  @Test
  void staysWhatItIsInSynthesis() throws IOException {
    assumeTrue(Tools.YOSYS.isInstalled(), "yosys is not installed");
    Files.writeString(folder.resolve("design.v"), DualProduct.SOURCE + around("around"));
    Processes.run(folder, List.of("yosys", "-q", "-p", "read_verilog design.v; synth_ice40 -dsp -top around;"
        + " chtype -set SB_MAC16 t:DualMac; rename around netlist; write_verilog -noattr netlist.v"));
    String netlist = Files.readString(folder.resolve("netlist.v"));
    assertEquals(2, netlist.split("SB_MAC16").length, netlist);
    assertEquals("19991 compared, 0 different",
        CellBench.run(folder, DualProduct.SOURCE + around("twin"), netlist, AROUND_BENCH));
  }

  /** The block between a register in front and a sum behind it. */
  private static String around(String name) {
    return """
        module %s(input clk, en, take, input [7:0] x, input [15:0] b, output reg [16:0] s);
          reg [7:0] a;
          wire [31:0] p;
          always @(posedge clk) if (en) a <= x;
          DualProduct block(.clk(clk), .enter(en), .take(take), .a({a, a}), .b(b), .p(p));
          always @(posedge clk) s <= $signed(p[15:0]) + $signed(p[31:16]);
        endmodule
        """.formatted(name);
  }

  private String run(String block) throws IOException {
    String cell = block.substring(0, block.indexOf("endmodule")) + "endmodule\n";
    return CellBench.run(folder, DualProduct.SOURCE,
        cell.replace("module DualProduct", "module DualProductBlock").replace("DualMac", "SB_MAC16"), BENCH);
  }
}
