package vit2rtl.sim.icarus;

import java.nio.file.Path;
import java.util.List;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.rtl.RtlDesign;

/**
 * What is compiled beside the test bench.
 *
 * @param text      Verilog that holds the top module
 * @param libraries further Verilog files, such as the cell models of a synthesised netlist
 * @param defines   macros, {@code NAME} or {@code NAME=VALUE}
 */
public record VerilogSources(String text, List<Path> libraries, List<String> defines) {
  public VerilogSources {
    libraries = List.copyOf(libraries);
    defines = List.copyOf(defines);
  }

  /** The design as shipped. */
  public static VerilogSources of(RtlDesign design) {
    if (design.language() == Language.VHDL) {
      throw new IllegalArgumentException(design.topName() + " is in VHDL; Icarus Verilog needs Verilog");
    }
    return new VerilogSources(design.text(), List.of(), List.of());
  }

  /** A netlist of the design with the models of its cells. */
  public static VerilogSources netlist(String text, Path... cellModels) {
    return new VerilogSources(text, List.of(cellModels), List.of());
  }

  public VerilogSources withDefines(String... macros) {
    return new VerilogSources(text, libraries, List.of(macros));
  }
}
