package vit2rtl.bench.mutate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.bench.UnitBench;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.tool.Tools;

/** What mutants meet. */
class ExamTest {
  private static final Effort EFFORT = new Effort(1, 16, 150_000, 1, 1, 1);

  /**
   * A fault that shows where registers which nobody sets begin with one value of four: every one of some models has it, and in
   * a single start three of four would pass.
   */
  @Test
  void faultsThatOnlySomeStartsShowAreNoticed() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    UnitBench bench = CampaignTest.bench("ptf", Map.of("channels", "3", "lanes", "1", "tables", "loadable"));
    String text = Schema.of(bench.design().text().lines().toList(), Map.of());
    String faulty = text.replace("  assign out_data_0 = code_0_at_end;", """
          reg [1:0] unset;
          always @(posedge clk) unset <= unset;
          assign out_data_0 = code_0_at_end ^ {7'd0, vit2rtl_mutant != 16'd0 && unset == 2'd2};
        """);
    RtlDesign model = Trials.with(bench.design(), faulty);
    Exam exam = new Exam(bench, model, EFFORT, 1);
    List<Integer> passed = IntStream.rangeClosed(1, 12).filter(mutant -> exam.killed(mutant).isEmpty()).boxed().toList();
    assertEquals(List.of(), passed);
  }

  /** A loaded constant of a single word that a reset does not take back to the text's. */
  @ParameterizedTest
  @CsvSource({"layernorm, zero_point", "layernorm, epsilon", "ptf, addend", "gelu, zero_point",
      "requantize, zero_point"})
  void constantsThatAResetDoesNotTakeBackAreNoticed(String unit, String register) {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    UnitBench bench = CampaignTest.bench(unit, Map.of("channels", "3", "lanes", "1", "tables", "loadable"));
    String text = Schema.of(bench.design().text().lines().toList(), Map.of());
    Matcher set = Pattern.compile("(?m)^ +" + register + " <= [^;]*'s?d\\d+;$").matcher(text);
    assertTrue(set.find(), text);
    RtlDesign model = Trials.with(bench.design(), text.substring(0, set.start()) + "if(" + Schema.PORT + " == 16'd0)"
        + text.substring(set.start()));
    Exam exam = new Exam(bench, model, new Effort(1, 16, 20_000, 1, 1, 1), 1);
    assertEquals(Optional.empty(), exam.killed(0));
    assertNotEquals(Optional.empty(), exam.killed(1));
  }
}
