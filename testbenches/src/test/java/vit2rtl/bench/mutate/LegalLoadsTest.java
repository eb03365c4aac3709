package vit2rtl.bench.mutate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.prove.Contract;
import vit2rtl.bench.prove.Contracts;
import vit2rtl.bench.prove.Equivalence;
import vit2rtl.bench.prove.Prover;
import vit2rtl.bench.prove.Twins;
import vit2rtl.sim.tool.Tools;

/** A unit whose load port does something else: what only loads show that nobody may make is proven equal, the rest is not. */
class LegalLoadsTest {
  private static final Prover.Limits LIMITS = new Prover.Limits(16, 1);
  /**
   * Values of the port for which it does the same behind loads that are allowed: 1 a load is taken for one of another table
   * where a row is inside, 2 a bit is lost that no code has, 3 a load in a reset is lost, 7 a load is lost while a row begins,
   * 8 a load is kept a cycle late.
   */
  private static final List<Integer> EQUAL = List.of(1, 2, 3, 7, 8);
  /** 4 a load of a word is lost, 5 a bit of a code is lost, 6 another table's loads are taken for it. */
  private static final List<Integer> DIFFERENT = List.of(4, 5, 6);

  @Test
  void onlyWhatAllowedLoadsShowIsDifferent() {
    assumeTrue(Tools.YOSYS.isInstalled() && Tools.YOSYS_ABC.isInstalled(), "yosys and yosys-abc are not installed");
    UnitBench bench = CampaignTest.bench("gelu", Map.of("channels", "3", "lanes", "2", "input-bits", "4", "tables", "loadable"));
    Contract unit = Contracts.of(bench.config());
    Twins any = new Twins(Trials.with(bench.design(), text(bench)), Schema.PORT, unit);
    Twins legal = new Twins(Trials.with(bench.design(), text(bench)), Schema.PORT, LegalLoads.of(bench.config(), unit).orElseThrow());
    for (int chosen : EQUAL) {
      assertInstanceOf(Equivalence.Different.class, any.answer(chosen, LIMITS), "with any loads: " + chosen);
      assertInstanceOf(Equivalence.Equal.class, legal.answer(chosen, LIMITS), "with allowed loads: " + chosen);
    }
    for (int chosen : DIFFERENT) {
      assertInstanceOf(Equivalence.Different.class, legal.answer(chosen, LIMITS), "with allowed loads: " + chosen);
    }
  }

  private static String text(UnitBench bench) {
    String text = bench.design().text();
    text = replaced(text, "module Gelu (\n", "module Gelu (\n  input wire [15:0] vit2rtl_mutant,\n");
    text = replaced(text, "  BeatCounter beat (\n", """
          reg late;
          reg [1:0] late_word;
          reg [3:0] late_data;
          always @(posedge clk) begin
            late <= load_valid && load_table == 2'd0 && load_lane && vit2rtl_mutant == 8 && !reset;
            late_word <= load_word[1:0];
            late_data <= load_data[3:0];
            if(late) begin
              shift_words_1[late_word] <= late_data;
            end
          end
          BeatCounter beat (
        """);
    text = replaced(text, "if(load_valid && (load_table == 2'd0) && load_lane) begin",
        "if(load_valid && vit2rtl_mutant != 8 && (vit2rtl_mutant == 1 ? beat_index == 2'd0 : vit2rtl_mutant == 3 ? load_table == 2'd0 && !reset"
            + " : vit2rtl_mutant == 7 ? load_table == 2'd0 && !in_valid"
            + " : vit2rtl_mutant == 4 ? load_table == 2'd0 && load_word != 4'd0 : load_table == 2'd0) && load_lane) begin");
    return replaced(text, "zero_point <= load_data[8:0];", "zero_point <= vit2rtl_mutant == 2 ? {1'd0, load_data[7:0]}"
        + " : vit2rtl_mutant == 5 ? {2'd0, load_data[6:0]} : load_data[8:0];\n      end\n"
        + "      if(vit2rtl_mutant == 6 && load_valid && load_table == 2'd0) begin\n        zero_point <= load_data[8:0];");
  }

  private static String replaced(String text, String what, String by) {
    assertNotEquals(-1, text.indexOf(what), "the place for the fault is gone: " + what);
    return text.replace(what, by);
  }

  @Test
  void bakedConstantsAreNotLoaded() {
    UnitBench bench = CampaignTest.bench("gelu", Map.of("channels", "5", "lanes", "2"));
    assertEquals(Optional.empty(), LegalLoads.of(bench.config(), Contracts.of(bench.config())));
  }

  @Test
  void saysWhatALoadMayBe() {
    UnitBench bench = CampaignTest.bench("layernorm", Map.of("channels", "5", "lanes", "2", "bits", "4", "tables", "loadable",
        "layers", "3"));
    assertEquals("load_valid && !(load_layer < 3 && ("
        + "(load_table == 0 && load_lane < 2 && load_word < 3 && (load_word < 2 || load_lane < 1)"
        + " && $signed(load_data) >= 34'sd0 && $signed(load_data) <= 34'sd3) || ", LegalLoads.of(bench.config(),
        Contracts.of(bench.config())).orElseThrow().givens().get(0).broken().split("\\(load_table == 1")[0]);
  }

  @Test
  void saysInWhatStepsAnElementMayBe() {
    UnitBench bench = CampaignTest.bench("ptf", Map.of("channels", "5", "lanes", "2", "tables", "loadable"));
    assertEquals("load_table == 1 && load_lane < 1 && load_word < 1 && $signed(load_data) >= 11'sd1"
        + " && $signed(load_data) <= 11'sd511 && load_data[0:0] == 1)))", LegalLoads.of(bench.config(),
        Contracts.of(bench.config())).orElseThrow().givens().get(0).broken().split("\\|\\| \\(")[1]);
  }
}
