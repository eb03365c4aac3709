package vit2rtl.bench.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import vit2rtl.sim.tool.Tools;

/** A design against itself with something else at an input: what changes nothing is proven, what shows is found. */
@Execution(ExecutionMode.CONCURRENT)
class TwinsTest {
  private static final Prover.Limits LIMITS = new Prover.Limits(12, 2);
  /**
   * A product that is masked while {@code idle_2}, of a factor from a table of three words, and a count beside it. What the
   * choices do:
   * 1 the factor is another one while its product is masked, and products of 16 bits need not be compared;
   * 2 the factor is another one always;
   * 3 the count begins anew at another number;
   * 4 what nobody reads is inverted;
   * 5 a bit that is shown, and cleared by the reset alone, is not cleared;
   * 6 two bits are set, and what shows is that both are;
   * 7 a number is inverted and, a cycle later, inverted again;
   * 8 the same of one that shows in the first cycle behind a reset, when what it was made of had not been inverted;
   * 9 a bit that the reset clears stays as it is, which shows by what is made of it a cycle later;
   * 10 registers take in every cycle what they take in every other one;
   * 11 a bit of another factor is 0, which only a word has that is never read, and products need not be compared;
   * 12 a bit of it is 0 that a word has which is read;
   * 13 the bit of 11 is 0 where it is shown in the first cycle behind a reset, when it may be what was before that.
   */
  private static final String TEXT = """
      module Twin (input wire [3:0] choice, input wire [15:0] a, output wire [31:0] p, output wire [1:0] n, output wire [31:0] q,
          input wire clk, input wire reset);
        reg [1:0] count;
        reg [15:0] rare;
        reg [31:0] rares;
        reg soon;
        assign q = ready_2 ? rares : {31'd0, ready_1 && soon};
        reg [15:0] factor;
        reg [15:0] a_1;
        reg [31:0] product;
        reg idle_1, idle_2, ready_1, ready_2, unread, cleared, here, there;
        wire [1:0] end_at = choice == 4'd3 ? 2'd1 : 2'd2;
        wire [15:0] word = count == 2'd0 ? 16'd51966 : count == 2'd1 ? 16'd12346 : (choice == 4'd1 ? 16'd38 : 16'd0);
        wire [15:0] used = choice == 4'd2 ? factor ^ 16'd64 : factor;
        reg [15:0] late_1, late_2, early_1, early_2, seen;
        reg odd, beat;
        reg [2:0] run;
        reg [15:0] slow_1, slow_2;
        wire [15:0] shown = ready_2 ? late_2 ^ seen : ready_1 ? early_2 : 16'd0;
        assign p = ready_2 && !idle_2 ? product : {run == 3'd7 ? slow_2 : 16'd0, shown};
        assign n = cleared || here && there ? 2'd0 : count;
        always @(posedge clk) begin
          factor <= word;
          rare <= count == 2'd3 ? 16'd51967 : count == 2'd1 ? 16'd12346 : 16'd51966;
          soon <= rare[0] && choice != 4'd13 || odd;
          rares <= a_1 * (choice == 4'd11 ? rare & 16'hfffe : choice == 4'd12 ? rare & 16'hffef : rare);
          a_1 <= a;
          seen <= {16{odd}} & a;
          odd <= !reset && choice != 4'd9 && !odd;
          late_1 <= a ^ {16{choice == 4'd7}};
          late_2 <= late_1 ^ {16{choice == 4'd7}};
          early_1 <= a ^ {16{choice == 4'd8}};
          early_2 <= early_1 ^ {16{choice == 4'd8}};
          product <= a_1 * used;
          idle_1 <= count == 2'd2;
          idle_2 <= idle_1;
          unread <= choice == 4'd4;
          beat <= !reset && (choice == 4'd10 || !beat);
          run <= reset ? 3'd0 : run == 3'd7 ? run : run + 3'd1;
          if (beat) begin
            slow_1 <= a;
            slow_2 <= slow_1;
          end
          here <= choice == 4'd6;
          there <= choice == 4'd6 || count == 2'd3;
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
  void isAskedForAShortTimeFirst() {
    assertEquals(List.of(4, 37, 300), Twins.rounds(new Prover.Limits(6, 300)).stream().map(Prover.Limits::seconds).toList());
    assertEquals(List.of(new Prover.Limits(6, 4)), Twins.rounds(new Prover.Limits(6, 4)));
  }

  @Test
  void whatChangesNothingIsProvenAndWhatShowsIsFound() {
    assumeTrue(Tools.YOSYS.isInstalled() && Tools.YOSYS_ABC.isInstalled(), "yosys and yosys-abc are not installed");
    Twins twins = twins();
    assertEquals("where it differs it is masked", how(twins.answer(1, LIMITS)));
    assertEquals("a run of 3 cycles", how(twins.answer(2, LIMITS)));
    assertEquals("a run of 3 cycles", how(twins.answer(3, LIMITS)));
    assertEquals("where it differs it is masked", how(twins.answer(4, LIMITS)));
    assertEquals("a run of 2 cycles", how(twins.answer(5, LIMITS)));
    assertEquals("a run of 2 cycles", how(twins.answer(6, LIMITS)));
    assertEquals("a run of 2 cycles", how(twins.answer(8, LIMITS)));
    assertEquals("a run of 2 cycles", how(twins.answer(13, LIMITS)));
  }

  /** The other ways, which are asked where marks do not tell. */
  @Test
  void registersThatHoldTheSame(@TempDir Path folder) {
    assumeTrue(Tools.YOSYS.isInstalled() && Tools.YOSYS_ABC.isInstalled(), "yosys and yosys-abc are not installed");
    Twins twins = twins();
    twins.answer(4, LIMITS);
    Abc abc = new Abc(folder);
    assertEquals("gate by gate", how(twins.simply(4, abc).orElseThrow()));
    assertEquals("register by register", how(twins.withConditions(1, abc, LIMITS)));
    for (int shows : new int[] {2, 3, 5, 6}) {
      assertTrue(how(twins.withConditions(shows, abc, LIMITS)).startsWith("a run of "), "choice " + shows);
    }
  }

  /** What shows is not called masked, whoever asks. */
  @Test
  void marksReachWhatShows(@TempDir Path folder) {
    assumeTrue(Tools.YOSYS.isInstalled() && Tools.YOSYS_ABC.isInstalled(), "yosys and yosys-abc are not installed");
    Twins twins = twins();
    Abc abc = new Abc(folder);
    assertEquals(List.of(1, 4), masked(twins, Spread.Grain.WORD, abc, 1, 2, 3, 4, 5, 6, 7, 8, 9));
    assertEquals(List.of(4, 7), masked(twins, Spread.Grain.PIPELINE, abc, 3, 4, 5, 6, 7, 8, 9, 10));
    assertEquals(List.of(4), masked(twins, Spread.Grain.BIT, abc, 3, 4, 5, 6));
  }

  /** With the original's values where gates become others, marked where the copy's make something else. */
  @Test
  void seamsThatAreIdleMarkNothing(@TempDir Path folder) {
    assumeTrue(Tools.YOSYS.isInstalled() && Tools.YOSYS_ABC.isInstalled(), "yosys and yosys-abc are not installed");
    Twins twins = twins();
    twins.prepare();
    Abc abc = new Abc(folder);
    Prover.Limits limits = new Prover.Limits(0, 1);
    assertTrue(twins.idle(11, abc, limits).size() > 0, "only a word that is never read differs");
    assertEquals(Set.of(), twins.idle(12, abc, limits));
    assertTrue(twins.idle(13, abc, limits).size() > 0, "it differs in the beginning alone");
    for (Spread.Grain grain : List.of(Spread.Grain.WORD, Spread.Grain.BIT)) {
      assertEquals(List.of(1, 4, 11), IntStream.rangeClosed(1, 13).filter(choice -> twins.isMaskedBehindSeams(choice, grain,
          twins.idle(choice, abc, limits), abc, limits)).boxed().toList(), grain::toString);
    }
    assertEquals(List.of(), masked(twins, Spread.Grain.WORD, abc, 11, 12));
    assertEquals(List.of(), IntStream.of(3, 5, 6, 8, 9, 10, 12, 13).filter(choice -> twins.isMaskedBehindSeams(choice,
        Spread.Grain.PIPELINE, twins.idle(choice, abc, limits), abc, limits)).boxed().toList());
  }

  private static List<Integer> masked(Twins twins, Spread.Grain grain, Abc abc, int... choices) {
    return Arrays.stream(choices).filter(choice -> twins.isMasked(choice, grain, abc, new Prover.Limits(0, 1))).boxed()
        .toList();
  }

  private static Twins twins() {
    RtlDesign design = new RtlDesign("Twin", Language.VERILOG, TEXT, TEXT, List.of(new ClockPort("clk", "reset")),
        List.of(port("choice", Direction.IN, 4), port("a", Direction.IN, 16), port("p", Direction.OUT, 32),
            port("n", Direction.OUT, 2), port("q", Direction.OUT, 32)), List.of());
    return new Twins(design, "choice", new Contract(Map.of(), List.of(), List.of()));
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
