package vit2rtl.bench.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.bench.prove.graph.Abc;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;
import vit2rtl.sim.tool.Tools;

/** Copies that are proven row by row, and others that show in one row of many or by what is around a row, which are not. */
@Execution(ExecutionMode.CONCURRENT)
class RowsTest {
  /**
   * Rows of three numbers up to 7 in, rows of their sum and of 5 out. What the choices do:
   * 1 the sum is another one from 28 on, to which it never comes;
   * 2 what nobody has said yet is taken between rows, and never read;
   * 3 the sum 21 is 20;
   * 4 a sum begins with what the row before left;
   * 5 what waits is added, again and again, while the sum before it is offered;
   * 6 the constant is 6;
   * 7 a row behind one of 21 begins with 1;
   * 8 nothing is offered while the sum is 21;
   * 9 a number is that of the cycle before, which is there if it had to wait;
   * 10 the sum is that of the row before;
   * 11 the second number counts twice in a row that is the first behind a reset;
   * 12 a number behind a row's first that has not waited, nor another one before it, is what was there before it came;
   * 13 the last beat is told the wrong way round;
   * 14 the second number is the first one again.
   */
  private static final String TEXT = """
      module Sums (input wire [3:0] choice,
          input wire in_valid, output wire in_ready, input wire in_last, input wire [2:0] in_data,
          output wire out_valid, input wire out_ready, output wire out_last, output wire [5:0] out_data,
          input wire clk, input wire reset);
        reg [1:0] count;
        reg full, sent, was, fresh, there;
        reg [5:0] total, earlier, other;
        reg [2:0] before, first;
        wire accepted = in_valid && in_ready;
        wire [2:0] number = choice == 4'd9 || choice == 4'd12 && count != 2'd0 && !there ? before
          : choice == 4'd14 && count == 2'd1 ? first : in_data;
        wire [5:0] begins = choice == 4'd4 ? total : {5'd0, choice == 4'd7 && was};
        wire [5:0] twice = choice == 4'd11 && fresh && count == 2'd1 ? {3'd0, number} : 6'd0;
        wire [5:0] sum = (count == 2'd0 ? begins : total) + {3'd0, number} + twice;
        wire [5:0] shown = choice == 4'd1 && total >= 6'd28 || choice == 4'd3 && total == 6'd21 ? total - 6'd1
          : choice == 4'd10 ? earlier : total;
        assign in_ready = !full;
        assign out_valid = full && !(choice == 4'd8 && total == 6'd21);
        assign out_last = sent != (choice == 4'd13);
        assign out_data = sent ? other : shown;
        always @(posedge clk) begin
          before <= in_data;
          there <= in_valid;
          if (accepted && count == 2'd0) first <= in_data;
          other <= choice == 4'd6 ? 6'd6 : 6'd5;
          if (accepted || choice == 4'd5 && in_valid || choice == 4'd2 && count == 2'd0 && !full) total <= sum;
          if (accepted && count == 2'd2) earlier <= total;
          if (reset) begin
            count <= 2'd0;
            full <= 1'b0;
            sent <= 1'b0;
            was <= 1'b0;
            fresh <= 1'b1;
          end else begin
            if (accepted) begin
              count <= count == 2'd2 ? 2'd0 : count + 2'd1;
              if (count == 2'd2) begin
                full <= 1'b1;
                was <= sum == 6'd21;
                fresh <= 1'b0;
              end
            end
            if (out_valid && out_ready) begin
              sent <= !sent;
              if (sent) full <= 1'b0;
            end
          end
        end
      endmodule
      """;

  @Test
  void whatNoRowShowsIsProvenAndWhatOneShowsIsNot(@TempDir Path folder) {
    assertEquals(List.of(1, 2), proven(TEXT, folder, IntStream.rangeClosed(1, 14)));
  }

  /** Sums that go on from row to row: what is offered is made of several, so it is not said that it is of others. */
  @Test
  void whatIsMadeOfSeveralRowsIsNotProven(@TempDir Path folder) {
    String mixed = TEXT.replace("begins = choice == 4'd4 ? total :", "begins = choice != 4'd4 ? total :")
        .replace("sent <= 1'b0;\n", "sent <= 1'b0;\n total <= 6'd0;\n");
    assertEquals(List.of(), proven(mixed, folder, IntStream.of(1, 2, 3)));
  }

  private static List<Integer> proven(String text, Path folder, IntStream choices) {
    assumeTrue(Tools.YOSYS.isInstalled() && Tools.YOSYS_ABC.isInstalled(), "yosys and yosys-abc are not installed");
    Twins twins = twins(text);
    twins.prepare();
    Abc abc = new Abc(folder);
    return choices.filter(choice -> twins.isEqualRowByRow(choice, abc, new Prover.Limits(0, 10))).boxed().toList();
  }

  private static Twins twins(String text) {
    List<Port> ports = List.of(port("choice", Direction.IN, 4), port("in_valid", Direction.IN, 1),
        port("in_ready", Direction.OUT, 1), port("in_last", Direction.IN, 1), port("in_data", Direction.IN, 3), port("out_valid", Direction.OUT, 1),
        port("out_ready", Direction.IN, 1), port("out_last", Direction.OUT, 1), port("out_data", Direction.OUT, 6));
    List<StreamPort> streams = List.of(
        new StreamPort("in", Direction.IN, "in_valid", "in_ready", "in_last", List.of("in_data")),
        new StreamPort("out", Direction.OUT, "out_valid", "out_ready", "out_last", List.of("out_data")));
    RtlDesign design = new RtlDesign("Sums", Language.VERILOG, text, text, List.of(new ClockPort("clk", "reset")), ports,
        streams);
    return new Twins(design, "choice", new Contract(Map.of("in", new Contract.RowShape(3), "out", new Contract.RowShape(2)),
        List.of(), List.of()));
  }

  private static Port port(String name, Direction direction, int width) {
    return new Port(name, direction, width, false, BigInteger.ZERO,
        BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE));
  }
}
