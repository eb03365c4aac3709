package vit2rtl.sim.icarus;

import java.nio.file.Path;
import java.util.ArrayList;
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
  /**
   * Keeps lists of its own.
   *
   * @param text      Verilog that holds the top module
   * @param libraries further Verilog files, such as the cell models of a synthesised netlist
   * @param defines   macros, {@code NAME} or {@code NAME=VALUE}
   */
  public VerilogSources {
    libraries = List.copyOf(libraries);
    defines = List.copyOf(defines);
  }

  /**
   * {@return the design as shipped}
   *
   * @param design an elaborated design
   */
  public static VerilogSources of(RtlDesign design) {
    return verilog(design, design.text());
  }

  /**
   * {@return the design with its assertions}
   *
   * @param design an elaborated design
   */
  public static VerilogSources checked(RtlDesign design) {
    return verilog(design, design.verificationText());
  }

  private static VerilogSources verilog(RtlDesign design, String text) {
    if (design.language() == Language.VHDL) {
      throw new IllegalArgumentException(design.topName() + " is in VHDL; Icarus Verilog needs Verilog");
    }
    return new VerilogSources(text, List.of(), List.of());
  }

  /**
   * {@return a netlist of the design with the models of its cells}
   *
   * @param text       the netlist
   * @param cellModels files with the models
   */
  public static VerilogSources netlist(String text, Path... cellModels) {
    return new VerilogSources(text, List.of(cellModels), List.of());
  }

  /** Compiles {@code design.v}, which holds the text, with {@code bench.v} to {@code bench.vvp}. */
  List<String> command(String top) {
    List<String> command = new ArrayList<>(List.of("iverilog", "-g2012", "-s", top, "-o", "bench.vvp"));
    defines.forEach(macro -> command.add("-D" + macro));
    command.addAll(List.of("bench.v", "design.v"));
    libraries.forEach(library -> command.add(library.toAbsolutePath().toString()));
    return command;
  }

  /**
   * {@return these sources with macros that the simulator is given}
   *
   * @param macros as {@code NAME} or {@code NAME=VALUE}
   */
  public VerilogSources withDefines(String... macros) {
    return new VerilogSources(text, libraries, List.of(macros));
  }
}
