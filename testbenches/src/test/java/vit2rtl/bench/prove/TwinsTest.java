package vit2rtl.bench.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.tool.Tools;

/** A design against itself with something else at an input: what changes nothing is proven, what shows is found. */
@Execution(ExecutionMode.CONCURRENT)
class TwinsTest {
  private static final Prover.Limits LIMITS = new Prover.Limits(12, 2);
  /**
   * A product that is masked while {@code idle_2}, of a factor from a table of three words, and a count beside it. What the
   * choices do:
   * 1 the factor is another one while its product is masked;
   * 2 the factor is another one always;
   * 3 the count begins anew at another number;
   * 4 what nobody reads is inverted;
   * 5 a bit that is shown, and cleared by the reset alone, is not cleared.
   */
  private static final String TEXT = """
      module Twin (input wire [3:0] choice, input wire [15:0] a, output wire [31:0] p, output wire [1:0] n,
          input wire clk, input wire reset);
        reg [1:0] count;
        reg [15:0] factor;
        reg [15:0] a_1;
        reg [31:0] product;
        reg idle_1, idle_2, ready_1, ready_2, unread, cleared;
        wire [1:0] end_at = choice == 4'd3 ? 2'd1 : 2'd2;
        wire [15:0] word = count == 2'd0 ? 16'd51966 : count == 2'd1 ? 16'd12346 : (choice == 4'd1 ? 16'd38 : 16'd0);
        wire [15:0] used = choice == 4'd2 ? factor ^ 16'd64 : factor;
        assign p = ready_2 && !idle_2 ? product : 32'd0;
        assign n = cleared ? 2'd0 : count;
        always @(posedge clk) begin
          factor <= word;
          a_1 <= a;
          product <= a_1 * used;
          idle_1 <= count == 2'd2;
          idle_2 <= idle_1;
          unread <= choice == 4'd4;
          if (reset && choice != 4'd5) cleared <= 1'b0; else if (count == 2'd3) cleared <= !cleared;
          if (reset) begin
            count <= 2'd0;
            ready_1 <= 1'b0;
            ready_2 <= 1'b0;
          end else begin
            count <= count == end_at ? 2'd0 : count + 2'd1;
            ready_1 <= 1'b1;
            ready_2 <= ready_1;
          end
        end
      endmodule
      """;

  @Test
  void whatChangesNothingIsProvenAndWhatShowsIsFound() {
    assumeTrue(Tools.YOSYS.isInstalled() && Tools.YOSYS_ABC.isInstalled(), "yosys and yosys-abc are not installed");
    RtlDesign design = new RtlDesign("Twin", Language.VERILOG, TEXT, TEXT, List.of(new ClockPort("clk", "reset")),
        List.of(port("choice", Direction.IN, 4), port("a", Direction.IN, 16), port("p", Direction.OUT, 32),
            port("n", Direction.OUT, 2)), List.of());
    Twins twins = new Twins(design, "choice", new Contract(Map.of(), List.of(), List.of()));
    assertEquals("register by register", how(twins.answer(1, LIMITS)));
    assertEquals("a run of 3 cycles", how(twins.answer(2, LIMITS)));
    assertEquals("a run of 3 cycles", how(twins.answer(3, LIMITS)));
    assertEquals("gate by gate", how(twins.answer(4, LIMITS)));
    assertEquals("a run of 2 cycles", how(twins.answer(5, LIMITS)));
  }

  private static String how(Equivalence.Answer answer) {
    return answer instanceof Equivalence.Equal equal ? equal.how()
        : answer instanceof Equivalence.Different different ? "a run of " + different.cycles() + " cycles"
        : answer.toString();
  }

  private static Port port(String name, Direction direction, int width) {
    return new Port(name, direction, width, false, BigInteger.ZERO,
        BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE));
  }
}
