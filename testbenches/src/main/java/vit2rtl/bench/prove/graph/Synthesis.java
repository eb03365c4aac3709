package vit2rtl.bench.prove.graph;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import vit2rtl.sim.tool.Processes;

/** A text and its monitor to gates, by Yosys. */
public final class Synthesis {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String READ = "read_verilog -formal design.v monitor.v; hierarchy -top ";
  private static final String CELLS =
      "; proc; flatten; opt; memory -nordff -nomap; memory_map; opt; async2sync; opt_dff; opt_clean;";
  private static final String FREE = " techmap -map free.v; techmap -map back.v; opt_clean; opt;";
  private static final String GATES = " techmap; dfflegalize -cell $_DFF_P_ 01 -cell $_DFFE_PP_ 01"
      + " -cell $_SDFF_PP?_ 01 -cell $_SDFFE_PP?P_ 01; aigmap; opt_merge; opt_clean; write_json gates.json";
  private static final String FREE_TEXT = """
      module \\$dff (CLK, D, Q);
        parameter WIDTH = 1;
        parameter CLK_POLARITY = 1;
        input CLK;
        input [WIDTH-1:0] D;
        output [WIDTH-1:0] Q;
        wire _TECHMAP_FAIL_ = WIDTH < 2;
        wire [WIDTH-1:0] any;
        \\$anyseq #(.WIDTH(WIDTH)) free (.Y(any));
        vit2rtl_free_dff #(.WIDTH(WIDTH), .CLK_POLARITY(CLK_POLARITY)) held (.CLK(CLK), .D(any), .Q(Q));
      endmodule
      module \\$dffe (CLK, EN, D, Q);
        parameter WIDTH = 1;
        parameter CLK_POLARITY = 1;
        parameter EN_POLARITY = 1;
        input CLK, EN;
        input [WIDTH-1:0] D;
        output [WIDTH-1:0] Q;
        wire _TECHMAP_FAIL_ = WIDTH < 2;
        wire [WIDTH-1:0] any;
        \\$anyseq #(.WIDTH(WIDTH)) free (.Y(any));
        vit2rtl_free_dffe #(.WIDTH(WIDTH), .CLK_POLARITY(CLK_POLARITY), .EN_POLARITY(EN_POLARITY))
          held (.CLK(CLK), .EN(EN), .D(any), .Q(Q));
      endmodule
      """;
  private static final String BACK_TEXT = """
      module vit2rtl_free_dff (CLK, D, Q);
        parameter WIDTH = 1;
        parameter CLK_POLARITY = 1;
        input CLK;
        input [WIDTH-1:0] D;
        output [WIDTH-1:0] Q;
        \\$dff #(.WIDTH(WIDTH), .CLK_POLARITY(CLK_POLARITY)) held (.CLK(CLK), .D(D), .Q(Q));
      endmodule
      module vit2rtl_free_dffe (CLK, EN, D, Q);
        parameter WIDTH = 1;
        parameter CLK_POLARITY = 1;
        parameter EN_POLARITY = 1;
        input CLK, EN;
        input [WIDTH-1:0] D;
        output [WIDTH-1:0] Q;
        \\$dffe #(.WIDTH(WIDTH), .CLK_POLARITY(CLK_POLARITY), .EN_POLARITY(EN_POLARITY))
          held (.CLK(CLK), .EN(EN), .D(D), .Q(Q));
      endmodule
      """;

  private Synthesis() {}

  /**
   * The gates of a module.
   *
   * @param folder  to work in
   * @param top     name of the module
   * @param design  Verilog
   * @param monitor more of it
   */
  public static Netlist run(Path folder, String top, String design, String monitor) {
    return run(folder, top, design, monitor, "");
  }

  /** The same, where registers of several bits that no reset sets take any value whenever they take one. */
  public static Netlist runWithFreeData(Path folder, String top, String design, String monitor) {
    return run(folder, top, design, monitor, FREE);
  }

  private static Netlist run(Path folder, String top, String design, String monitor, String free) {
    try {
      Files.writeString(folder.resolve("design.v"), design);
      Files.writeString(folder.resolve("monitor.v"), monitor);
      Files.writeString(folder.resolve("free.v"), FREE_TEXT);
      Files.writeString(folder.resolve("back.v"), BACK_TEXT);
      Processes.runIn(folder, List.of("yosys", "-q", "-p", READ + top + CELLS + free + GATES));
      try (var in = Files.newInputStream(folder.resolve("gates.json"))) {
        return Netlist.read(JSON.readTree(in), top);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
