package vit2rtl.bench.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.bench.prove.graph.Abc;
import vit2rtl.bench.prove.graph.Aig;
import vit2rtl.bench.prove.graph.Cone;
import vit2rtl.bench.prove.graph.Synthesis;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.sim.tool.Tools;

/** Numbers that registers never hold together are found, and none that they do hold, however late. */
@Execution(ExecutionMode.CONCURRENT)
class ExclusionsTest {
  private static final int SECONDS = 20;
  /** Three bits count from 0 to 6. */
  private static final String SEVEN = """
      module prove_top (input wire clk, input wire reset, input wire go, output wire seen);
        reg x, y, z;
        assign seen = x && y && z;
        always @(posedge clk)
          if (reset) {x, y, z} <= 3'd0;
          else if (go) {x, y, z} <= {x, y, z} == 3'd6 ? 3'd0 : {x, y, z} + 3'd1;
      endmodule
      """;
  /** A flag that random runs are too short for. */
  private static final String LATE = """
      module prove_top (input wire clk, input wire reset, input wire go, output wire seen);
        reg [11:0] count;
        reg late, other;
        assign seen = late && other;
        always @(posedge clk)
          if (reset) begin count <= 12'd0; late <= 1'b0; other <= 1'b0; end
          else begin count <= count + go; late <= late || count == 12'd4000; other <= go; end
      endmodule
      """;

  @TempDir
  Path folder;

  @BeforeEach
  void tools() {
    assumeTrue(Tools.YOSYS.isInstalled() && Tools.YOSYS_ABC.isInstalled(), "yosys and yosys-abc are not installed");
  }

  private Model model(String text) {
    return new Model(Synthesis.run(folder, MonitorText.TOP, text, ""), new ClockPort("clk", "reset"));
  }

  private static int literal(Model model, String name) {
    return model.literal(model.netlist().names().get(name)[0]);
  }

  /** Whether a literal cannot be high in a state in which the invariants hold that are found. */
  private boolean isExcluded(Model model, int literal) {
    Abc abc = new Abc(folder);
    Events events = new Events(model, new Contract(Map.of(), List.of(), List.of()), List.of());
    List<Integer> invariants = Invariants.broken(model, events, List.of(), List.of(), abc);
    return abc.within(Cone.step(model.aig(), literal, List.of(), invariants, 0).aiger(), 1, SECONDS).isCleanFor(1);
  }

  @Test
  void threeBitsAreNeverSetTogether() {
    Model model = model(SEVEN);
    assertTrue(isExcluded(model, literal(model, "seen")));
  }

  @Test
  void twoOfThemAre() {
    Model model = model(SEVEN);
    assertFalse(isExcluded(model, model.aig().and(literal(model, "x"), literal(model, "y"))));
  }

  @Test
  void whatRandomRunsDoNotReachIsNotExcluded() {
    Model model = model(LATE);
    int seen = literal(model, "seen");
    new RandomRuns(model, List.of()).run(lanes -> assertEquals(0, lanes.value(seen)));
    assertFalse(isExcluded(model, seen));
  }

  @Test
  void whatFollowsFromLessIsLeftOut() {
    Model model = model(SEVEN.replace("+ 3'd1", "+ 3'd2"));
    Exclusions exclusions = new Exclusions(model, Word.of(model));
    new RandomRuns(model, List.of()).run(exclusions::see);
    // 0, 2, 4 and 6: the last bit is never set, and nothing else is said.
    assertEquals(List.of(literal(model, "z")), exclusions.broken().stream().filter(bit -> bit != Aig.FALSE).toList());
  }
}
