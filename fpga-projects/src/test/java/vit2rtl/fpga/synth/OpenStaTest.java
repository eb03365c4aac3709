package vit2rtl.fpga.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.ToolException;
import vit2rtl.sim.Tools;

/** Paths of a library whose cells take fixed times: the sums are known. */
class OpenStaTest {
  private static final RtlDesign DESIGN = new RtlDesign("top", Language.VERILOG, "", "",
      List.of(new ClockPort("clk", null)), List.of(), List.of());

  @TempDir
  Path folder;

  @BeforeEach
  void library() throws IOException {
    assumeTrue(Tools.OPENSTA.isInstalled(), "sta (OpenSTA) is not installed");
    Files.writeString(folder.resolve("cells.lib"), """
        library (fixed) {
          delay_model : table_lookup; time_unit : "1ns"; voltage_unit : "1V"; current_unit : "1mA";
          capacitive_load_unit (1, pf); leakage_power_unit : "1nW"; pulling_resistance_unit : "1kohm";
          input_threshold_pct_rise : 50; input_threshold_pct_fall : 50;
          output_threshold_pct_rise : 50; output_threshold_pct_fall : 50;
          slew_lower_threshold_pct_rise : 20; slew_lower_threshold_pct_fall : 20;
          slew_upper_threshold_pct_rise : 80; slew_upper_threshold_pct_fall : 80;
          cell (NOT) { area : 1;
            pin (A) { direction : input; capacitance : 0; }
            pin (Y) { direction : output; function : "!A";
              timing () { related_pin : "A"; timing_sense : negative_unate;
                cell_rise (scalar) { values ("0.25"); } cell_fall (scalar) { values ("0.25"); }
                rise_transition (scalar) { values ("0"); } fall_transition (scalar) { values ("0"); } } } }
          cell (DFF) { area : 2; ff (IQ, IQN) { next_state : "D"; clocked_on : "C"; }
            pin (C) { direction : input; clock : true; capacitance : 0; }
            pin (D) { direction : input; capacitance : 0;
              timing () { related_pin : "C"; timing_type : setup_rising;
                rise_constraint (scalar) { values ("0.1"); } fall_constraint (scalar) { values ("0.1"); } } }
            pin (Q) { direction : output; function : "IQ";
              timing () { related_pin : "C"; timing_type : rising_edge;
                cell_rise (scalar) { values ("0.5"); } cell_fall (scalar) { values ("0.5"); }
                rise_transition (scalar) { values ("0"); } fall_transition (scalar) { values ("0"); } } } }
        }
        """);
  }

  @Test
  void aPathIsTheSumOfItsCellsAndTheSetupTime() throws IOException {
    Files.writeString(folder.resolve("mapped.v"), """
        module top (clk, d, q);
          input clk; input d; output q; wire a; wire b; wire c;
          DFF first (.C(clk), .D(d), .Q(a));
          NOT one (.A(a), .Y(b));
          NOT two (.A(b), .Y(c));
          DFF second (.C(clk), .D(c), .Q(q));
        endmodule
        """);
    // 500 ps from the clock, two times 250 ps, 100 ps of setup time.
    assertEquals(1100, OpenSta.picoseconds(folder, DESIGN), 0.2);
  }

  @Test
  void whatItCannotReadIsAnError() throws IOException {
    Files.writeString(folder.resolve("mapped.v"), """
        module top (clk, q);
          input clk; output [1:0] q; wire a; wire b;
          assign {a, b} = q;
        endmodule
        """);
    assertTrue(assertThrows(ToolException.class, () -> OpenSta.picoseconds(folder, DESIGN)).getMessage()
        .startsWith("sta (OpenSTA) says: Error"));
  }
}
