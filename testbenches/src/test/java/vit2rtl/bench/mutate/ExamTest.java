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

  /** A unit that takes one beat less before it comes to a standstill, and works as well. */
  @Test
  void whatHoldsLessIsNoticed() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    UnitBench bench = CampaignTest.bench("layernorm", Map.of("channels", "5", "lanes", "2"));
    String text = Schema.of(bench.design().text().lines().toList(), Map.of());
    String faulty = text.replaceFirst("assign space = (free != [^;]*);",
        "assign space = vit2rtl_mutant == 16'd0 ? ($1) : free > 1;");
    assertNotEquals(text, faulty);
    Exam exam = new Exam(bench, Trials.with(bench.design(), faulty), new Effort(1, 16, 0, 1, 1, 1), 1);
    assertEquals(Optional.empty(), exam.killed(0));
    String found = exam.killed(1).orElse("");
    assertTrue(found.startsWith("beats taken while nobody takes what comes out: "), found);
  }

  /** Hardware that was written elsewhere may keep what is loaded through a reset. */
  @Test
  void whatAResetDoesToConstantsElsewhereIsNotAsked() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    UnitBench own = CampaignTest.bench("ptf", Map.of("channels", "3", "lanes", "1", "tables", "loadable"));
    String text = Schema.of(own.design().text().lines().toList(), Map.of());
    String keeps = text.replaceFirst("(?m)^ +addend <= (-?[0-9]+'s?d[0-9]+);$", "    addend <= addend;")
        .replaceFirst("(?m)^( +reg [^;]* addend;)$", "$1\n  initial addend = " + Long.toString(own.config().constants().stream()
            .filter(table -> table.name().equals("addend")).findFirst().orElseThrow().elements()[0]) + ";");
    assertTrue(keeps.contains("addend <= addend;") && keeps.contains("initial addend"), text);
    RtlDesign model = Trials.with(own.design(), keeps);
    assertEquals(Optional.empty(), new Exam(own.withForeign(model), model, new Effort(1, 16, 5_000, 1, 1, 1), 1).killed(0));
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
