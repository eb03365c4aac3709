package vit2rtl.fpga.synth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import vit2rtl.golden.InputException;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.tool.ToolException;
import vit2rtl.sim.tool.Tools;

/**
 * A design after synthesis, as a design again: the same ports and streams, the text a netlist of cells. It goes
 * wherever the design goes, so that the same vectors run through both.
 */
public final class Netlist {

  /** Which cells a netlist consists of. */
  public enum Cells {
    /** iCE40 look-up tables, flip-flops, carries, block memories and multipliers, with Yosys' models of them. */
    ICE40(Target.ICE40_HX8K.script(), ""),
    /** As {@link #ICE40}, with the UP5K's multiplier blocks. */
    ICE40_DSP(Target.ICE40_UP5K.script(), Target.ICE40_UP5K.after()),
    /** Yosys' own gates and flip-flops; memories are flip-flops too. */
    GENERIC("synth -flatten", "");

    private final String script;
    private final String after;

    Cells(String script, String after) {
      this.script = script;
      this.after = after;
    }

    /** By its name on the command line. */
    public static Cells named(String name) {
      for (Cells cells : values()) {
        if (cells.toString().equals(name)) {
          return cells;
        }
      }
      throw new InputException("there is no netlist '" + name + "'; there are ice40, ice40-dsp, generic");
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private Netlist() {}

  /** Synthesises a Verilog design. */
  public static RtlDesign of(RtlDesign design, Cells cells) {
    Tools.YOSYS.require();
    if (design.language() != Language.VERILOG) {
      throw new IllegalArgumentException("a netlist of a design in " + design.language() + "; allowed: VERILOG");
    }
    String text = WorkFolder.with("vit2rtl-netlist", folder -> synthesise(folder, design, cells));
    return new RtlDesign(design.topName(), Language.VERILOG, text, text, design.clocks(), design.ports(),
        design.streams());
  }

  private static String synthesise(Path folder, RtlDesign design, Cells cells) throws IOException {
    Files.writeString(folder.resolve("design.v"), design.text());
    Yosys.run(folder, "read_verilog design.v; " + cells.script + " -top " + design.topName()
        + cells.after + "; write_verilog -noattr netlist.v");
    return Files.readString(folder.resolve("netlist.v")) + models(cells);
  }

  /**
   * A whole chip of an iCE40, as its files of Verilog become, with models of the cells.
   *
   * @param script   Yosys' commands behind reading them
   * @param replaced cells whose models come from elsewhere
   */
  public static String ofChip(Map<String, String> files, String script, List<String> replaced) {
    Tools.YOSYS.require();
    return WorkFolder.with("vit2rtl-netlist", folder -> {
      for (Map.Entry<String, String> file : files.entrySet()) {
        Files.writeString(folder.resolve(file.getKey()), file.getValue());
      }
      Yosys.run(folder, "read_verilog " + String.join(" ", files.keySet()) + "; " + script
          + "; write_verilog -noattr netlist.v");
      String models = iceModels();
      for (String cell : replaced) {
        models = models.replaceFirst("(?s)\\nmodule " + cell + "\\b.*?\\nendmodule", "");
      }
      return Files.readString(folder.resolve("netlist.v")) + models;
    });
  }

  private static String models(Cells cells) throws IOException {
    return cells == Cells.GENERIC ? "" : iceModels();
  }

  /** The models, without their timing annotations and defaults for open inputs: the netlist leaves none open. */
  private static String iceModels() throws IOException {
    // Where Yosys itself looks for its data: beside the folder of its executable.
    Path executable = Tools.YOSYS.find().orElseThrow().toRealPath();
    Path cellModels = executable.resolveSibling("../share/yosys/ice40/cells_sim.v").normalize();
    if (!Files.isReadable(cellModels)) {
      throw new ToolException("yosys has no cell models at " + cellModels + "; its package is incomplete");
    }
    return "\n`define NO_ICE40_DEFAULT_ASSIGNMENTS\n" + Files.readString(cellModels);
  }
}
