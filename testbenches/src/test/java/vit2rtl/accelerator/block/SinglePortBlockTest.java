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

/** The two texts of an SPRAM beside each other in Icarus Verilog, the block as Yosys' own model of the cell. */
@Execution(ExecutionMode.CONCURRENT)
class SinglePortBlockTest {
  /** Every word written once, then a random operation per cycle, mostly on few words, so that reads find what was written. */
  private static final String BENCH = """
      module bench;
        reg clk = 0;
        reg active = 0, write = 0;
        reg [3:0] mask = 0;
        reg [13:0] address = 0;
        reg [15:0] data = 0;
        wire [15:0] expected, found;
        SinglePortBlock twin (.clk(clk), .active(active), .write(write), .mask(mask), .address(address), .data(data),
            .q(expected));
        SinglePortBlockCell cell_ (.clk(clk), .active(active), .write(write), .mask(mask), .address(address), .data(data),
            .q(found));
        integer i, different = 0, known = 0;
        initial begin
          for (i = 0; i < 16384 + 50000; i = i + 1) begin
            active = i < 16384 || ($random & 3) != 0;
            write = i < 16384 || ($random & 3) == 0;
            mask = i < 16384 ? 4'hf : $random;
            address = i < 16384 ? i : $random & (i[4] ? 14'h3fff : 14'h000f);
            data = $random;
            #1 clk = 1;
            #1 clk = 0;
            if (i >= 16384) begin
              if (found !== expected) different = different + 1;
              if (^found !== 1'bx) known = known + 1;
            end
          end
          $display("%0d different, enough known: %0d", different, known > 20000);
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
  void doesWhatTheBlockDoes() throws IOException {
    assertEquals("0 different, enough known: 1", run(SinglePortBlock.SOURCE));
  }

  /** A comparison that cannot fail would prove nothing. */
  @Test
  void aDifferenceIsFound() throws IOException {
    String wrong = SinglePortBlock.SOURCE.replace(".MASKWREN(mask)", ".MASKWREN({mask[2:0], mask[3]})");
    assertTrue(!wrong.equals(SinglePortBlock.SOURCE));
    assertTrue(!run(wrong).startsWith("0 different"));
  }

  private String run(String block) throws IOException {
    return CellBench.run(folder, SinglePortBlock.SOURCE,
        block.replace("module SinglePortBlock", "module SinglePortBlockCell"), BENCH);
  }
}
