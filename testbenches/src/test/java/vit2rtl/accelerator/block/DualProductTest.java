package vit2rtl.accelerator.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The two texts of a multiplier block beside each other in Icarus Verilog, the block as Yosys' own model of the cell. */
@Execution(ExecutionMode.CONCURRENT)
class DualProductTest {
  /** Every pair of operands in each half, the other half with the operands the other way round; weights held now and then. */
  private static final String BENCH = """
      module bench;
        reg clk = 0;
        reg take = 1;
        reg [15:0] a, b;
        wire [31:0] expected, found;
        DualProduct twin (.clk(clk), .take(take), .a(a), .b(b), .p(expected));
        DualProductBlock cell_ (.clk(clk), .take(take), .a(a), .b(b), .p(found));
        integer i, different = 0, compared = 0;
        initial begin
          for (i = 0; i < 65536 + 3; i = i + 1) begin
            a = {i[7:0], i[15:8]};
            b = i;
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

  private String run(String block) throws IOException {
    return CellBench.run(folder, DualProduct.SOURCE, block.replace("module DualProduct", "module DualProductBlock"), BENCH);
  }
}
