package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.type.UInt;
import vit2rtl.sim.coverage.Coverage;
import vit2rtl.sim.coverage.CoveragePoint.Kind;
import vit2rtl.sim.coverage.CoverageReport;

/** What is counted, on Verilog of which one can say in advance what runs how often. */
class CoverageTest {
  private static final SimOptions COUNTING = SimOptions.defaults().withCovering(SimOptions.Covering.ON);
  private static final RtlDesign COUNTER = Designs.clocked("Counting", """
      reg [3:0] n;
      assign count = n;
      always @(posedge clk) begin
        if (reset) begin
          n <= 4'd0;
        end else if (up) begin
          n <= n + 4'd1;
        end else if (n == 4'd12) begin
          n <= 4'd15;
        end
        if (!reset && n > 4'd13) begin $fatal(1, "too far"); end
      end
      is_three: cover property (@(posedge clk) disable iff (reset) n == 4'd3);
      is_nine: cover property (@(posedge clk) disable iff (reset) n == 4'd9);
      """, Designs.in("up", 1), Designs.out("count", 4));
  private static final int DEAD = lineOf("4'd15");
  private static final int UP = lineOf("n + 4'd1");

  @TempDir
  private Path folder;

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  private static int lineOf(String words) {
    List<String> lines = COUNTER.text().lines().toList();
    return lines.indexOf(lines.stream().filter(l -> l.contains(words)).findFirst().orElseThrow()) + 1;
  }

  /** Four cycles of reset, so many up, so many idle. */
  private static Coverage run(int up, int idle) {
    try (Simulation sim = Simulator.open(COUNTER, COUNTING)) {
      sim.poke("up", 1);
      sim.step(up);
      sim.poke("up", 0);
      sim.step(idle);
      return sim.coverage();
    }
  }

  private static long cover(Coverage coverage, String name) {
    return coverage.of(Kind.USER).entrySet().stream().filter(e -> e.getKey().name().equals(name)).findFirst()
        .orElseThrow().getValue();
  }

  private static long toggles(Coverage coverage, String bit) {
    return coverage.of(Kind.TOGGLE).entrySet().stream().filter(e -> e.getKey().name().equals(bit)).findFirst()
        .orElseThrow().getValue();
  }

  @Test
  void linesAreCounted() {
    Coverage coverage = run(6, 2);
    assertEquals(6, coverage.lines().get(UP));
    assertEquals(0, coverage.lines().get(DEAD));
  }

  /** From 0 to 6: bit 0 changes six times, bit 1 three times, bit 2 once, bit 3 never. */
  @Test
  void bitsAreCounted() {
    Coverage coverage = run(6, 0);
    assertTrue(toggles(coverage, "n[2]") > 0);
    assertEquals(0, toggles(coverage, "n[3]"));
    String report = new CoverageReport().with("", coverage).text(100);
    assertTrue(report.contains("Counting never changed: bit n[3]"), report);
    assertFalse(report.contains("bit n[2]"), report);
  }

  @Test
  void coversAreCounted() {
    Coverage coverage = run(3, 5);
    assertEquals(5, cover(coverage, "is_three"));
    assertEquals(0, cover(coverage, "is_nine"));
    String report = new CoverageReport().with("", coverage).text(100);
    assertTrue(report.contains("cover Counting.is_three, line " + lineOf("is_three") + ": 5"), report);
    assertTrue(report.contains("cover Counting.is_nine, line " + lineOf("is_nine") + ": 0"), report);
  }

  static final class Holding extends Component {
    final UInt x = in(UInt.bits(4));
    final UInt y = out(UInt.bits(4));

    @Override
    protected void build() {
      UInt held = next("held", x, 0);
      y.set(held);
      cover("holds_seven", held.eq(7));
    }
  }

  @Test
  void coversOfTheJavaHdlAreCounted() {
    try (Simulation sim = Simulator.open(Hdl.elaborate(Holding::new), COUNTING)) {
      sim.poke("x", 7);
      sim.step(6);
      assertEquals(5, cover(sim.coverage(), "holds_seven"));
    }
  }

  @Test
  void theFailingSideOfAnAssertionIsNoPlaceToReach() {
    assertFalse(run(3, 1).lines().containsKey(lineOf("too far")));
  }

  @Test
  void runsAddUp() {
    Coverage a = run(3, 5);
    Coverage b = run(9, 0);
    Coverage c = run(12, 1);
    assertEquals(a.merge(b).merge(c), a.merge(b.merge(c)));
    assertEquals(a.merge(b), b.merge(a));
    Coverage all = a.merge(b).merge(c);
    assertEquals(3 + 9 + 12, all.lines().get(UP));
    assertEquals(1, all.lines().get(DEAD));
    assertEquals(5 + 1 + 1, cover(all, "is_three"));
    assertEquals(toggles(a, "n[0]") + toggles(b, "n[0]") + toggles(c, "n[0]"), toggles(all, "n[0]"));
  }

  @Test
  void otherTextsDoNotMerge() {
    Coverage one = run(1, 0);
    Coverage other = new Coverage(one.fileName(), one.text() + "\n", one.counts());
    assertTrue(assertThrows(IllegalArgumentException.class, () -> one.merge(other)).getMessage()
        .contains("different texts"));
  }

  @Test
  void nothingIsCountedUnasked() {
    try (Simulation sim = Simulator.open(COUNTER)) {
      assertTrue(assertThrows(IllegalStateException.class, sim::coverage).getMessage().contains("withCovering(ON)"));
    }
    assertFalse(ShimSource.of(COUNTER, PortNames.own(COUNTER), SimOptions.defaults()).contains("cov"));
  }

  /** As a reader of the format sees it: records that name the text, lines within it, totals that add up. */
  @Test
  void lcov() throws Exception {
    new CoverageReport().with("", run(6, 2)).write(folder);
    List<String> info = Files.readAllLines(folder.resolve("coverage.info"));
    Path text = Path.of(info.stream().filter(l -> l.startsWith("SF:")).findFirst().orElseThrow().substring(3));
    assertEquals(COUNTER.text(), Files.readString(text));
    int last = (int) COUNTER.text().lines().count();
    List<long[]> lines = info.stream().filter(l -> l.startsWith("DA:"))
        .map(l -> List.of(l.substring(3).split(",")).stream().mapToLong(Long::parseLong).toArray()).toList();
    assertTrue(lines.stream().allMatch(l -> l[0] >= 1 && l[0] <= last));
    assertTrue(info.contains("DA:" + UP + ",6") && info.contains("DA:" + DEAD + ",0"), info.toString());
    assertEquals(lineOf("always @"), lines.get(0)[0]);
    assertTrue(info.contains("LF:" + lines.size()), info.toString());
    assertTrue(info.contains("LH:" + lines.stream().filter(l -> l[1] > 0).count()), info.toString());
    assertTrue(info.contains("FN:" + lineOf("is_nine") + ",Counting.is_nine"), info.toString());
    assertTrue(info.contains("FNDA:0,Counting.is_nine"), info.toString());
    assertEquals("end_of_record", info.get(info.size() - 1));
  }
}
