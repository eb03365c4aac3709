package vit2rtl.bench.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.bench.prove.graph.Abc;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;
import vit2rtl.sim.tool.Tools;

class ControlSpreadTest {
  /**
   * A queue of at most five squares, less a number that a count of what is inside chooses: it is never above five. What the
   * choices do:
   * 1 the count goes down by two where it is above five;
   * 2 the count goes down by two where it is above four;
   * 3 a place is written also where nothing comes, which is written again before it is read;
   * 4 the place before is written as well, which may be waiting;
   * 5 something comes in only where its lowest bit is set;
   * 6 a reset does not empty the queue;
   * 7 the square is another one where nothing comes;
   * 8 the square is another one;
   * 9 the square is another one where six are inside;
   * 10 what a reset took, of which a bit shows, is another;
   * 11 what shows where a flag is set is another where it is not;
   * 12 it is another where it is set.
   */
  private static final String TEXT = """
      module Queue (input wire [3:0] choice, input wire in_valid, output wire in_ready, input wire [7:0] in_data,
          output wire out_valid, input wire out_ready, output wire [15:0] out_data, input wire clk, input wire reset);
        reg [2:0] inside, written, read;
        reg [15:0] places [0:7];
        assign in_ready = inside < 3'd5 && (choice != 4'd5 || in_data[0]);
        assign out_valid = inside != 3'd0;
        reg [7:0] taken;
        reg flag;
        wire [7:0] beside = in_data ^ {8{choice == 4'd11 && !flag || choice == 4'd12 && flag}};
        assign out_data = places[read] ^ {flag ? beside : 8'd0, 7'd0, taken[0]};
        wire comes = in_valid && in_ready;
        wire leaves = out_valid && out_ready;
        wire other = choice == 4'd7 && !comes || choice == 4'd8 || choice == 4'd9 && inside == 3'd6;
        wire [15:0] square = in_data * in_data ^ {8'd0, other ? 8'd16 : 8'd0};
        wire [2:0] step = choice == 4'd1 && inside > 3'd5 || choice == 4'd2 && inside > 3'd4 ? 3'd2 : 3'd1;
        always @(posedge clk) begin
          if (comes || choice == 4'd3) places[written] <= square;
          if (comes && choice == 4'd4) places[written - 3'd1] <= square;
          flag <= comes;
          if (reset) taken <= in_data ^ {7'd0, choice == 4'd10};
          if (reset) begin
            if (choice != 4'd6) inside <= 3'd0;
            written <= 3'd0;
            read <= 3'd0;
          end else begin
            if (comes) written <= written + 3'd1;
            if (leaves) read <= read + 3'd1;
            if (comes && !leaves) inside <= inside + 3'd1;
            if (leaves && !comes) inside <= inside - step;
          end
        end
      endmodule
      """;

  @Test
  void whatControlMasks(@TempDir Path folder) {
    assumeTrue(Tools.YOSYS.isInstalled() && Tools.YOSYS_ABC.isInstalled(), "yosys and yosys-abc are not installed");
    Twins twins = twins(TEXT);
    Abc abc = new Abc(folder);
    assertEquals(List.of(1, 3, 7, 9, 11), proven(twins, abc, 12));
  }

  private static List<Integer> proven(Twins twins, Abc abc, int choices) {
    twins.prepare();
    return IntStream.rangeClosed(1, choices).filter(choice -> twins.isMaskedByControl(choice, abc, new Prover.Limits(0, 5)))
        .boxed().toList();
  }

  /** Control that depends on what beats bring is none. */
  @Test
  void controlOfValues(@TempDir Path folder) {
    assumeTrue(Tools.YOSYS.isInstalled() && Tools.YOSYS_ABC.isInstalled(), "yosys and yosys-abc are not installed");
    Twins twins = twins(TEXT.replace("inside < 3'd5 &&", "inside < (in_data[1] ? 3'd5 : 3'd4) &&"));
    twins.prepare();
    assertFalse(twins.isMaskedByControl(7, new Abc(folder), new Prover.Limits(0, 5)));
  }

  private static Twins twins(String text) {
    List<Port> ports = new ArrayList<>(List.of(port("choice", Direction.IN, 4), port("in_valid", Direction.IN, 1),
        port("in_ready", Direction.OUT, 1), port("in_data", Direction.IN, 8), port("out_valid", Direction.OUT, 1),
        port("out_ready", Direction.IN, 1), port("out_data", Direction.OUT, 16)));
    List<StreamPort> streams = List.of(
        new StreamPort("in", Direction.IN, "in_valid", "in_ready", null, List.of("in_data")),
        new StreamPort("out", Direction.OUT, "out_valid", "out_ready", null, List.of("out_data")));
    return new Twins(new RtlDesign("Queue", Language.VERILOG, text, text, List.of(new ClockPort("clk", "reset")), ports,
        streams), "choice", new Contract(Map.of(), List.of(), List.of()));
  }

  private static Port port(String name, Direction direction, int width) {
    return new Port(name, direction, width, false, BigInteger.ZERO,
        BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE));
  }
}
