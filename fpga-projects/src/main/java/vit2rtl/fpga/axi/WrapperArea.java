package vit2rtl.fpga.axi;

import java.nio.file.Files;
import java.util.Locale;
import vit2rtl.fpga.synth.Synthesis;
import vit2rtl.fpga.synth.SynthesisReport;
import vit2rtl.fpga.synth.Target;
import vit2rtl.fpga.synth.WorkFolder;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.tool.Tools;

/**
 * What an IP needs on top of its unit, in two ways, because a synthesiser that sees both at once also finds a somewhat
 * better or worse solution for the unit: the wrapper alone, the unit being kept as a module of its own; and everything
 * flattened.
 *
 * @param unit     the unit alone
 * @param wrapper  what the IP has around the unit
 * @param together the IP flattened
 */
public record WrapperArea(SynthesisReport unit, SynthesisReport wrapper, SynthesisReport together) {

  public static WrapperArea of(AxiIp ip, Target target) {
    Tools.YOSYS.require();
    RtlDesign unit = Hdl.elaborate(ip.unit()::create);
    String keep = "setattr -mod -set keep_hierarchy 1 " + unit.topName() + "; ";
    SynthesisReport wrapper = WorkFolder.with("vit2rtl-synth", folder -> {
      Files.writeString(folder.resolve("design.v"), ip.text());
      return Synthesis.netlist(folder, "design.v", keep + target.script() + " -top " + ip.map().ip(),
          ip.map().ip(), target);
    });
    return new WrapperArea(Synthesis.run(unit, target), wrapper, Synthesis.run(ip.design(), target));
  }

  /** Look-up tables of the wrapper, in percent of the unit's. */
  public double wrapperPercent() {
    return 100.0 * wrapper.lut() / unit.lut();
  }

  /** The same with the look-up tables that are memory. */
  public double wrapperPercentWithMemory() {
    return 100.0 * (wrapper.lut() + wrapper.lutMemory()) / (unit.lut() + unit.lutMemory());
  }

  /** Look-up tables that the flattened IP has more than the unit, in percent of the unit's. */
  public double togetherPercent() {
    return 100.0 * (together.lut() - unit.lut()) / unit.lut();
  }

  /** One line. */
  public String text() {
    return String.format(Locale.ROOT, "%s (synthesis: %s): unit %d LUT + wrapper %d LUT, %+.1f %% (with LUTs as memory"
            + " %d + %d, %+.1f %%); flattened %d LUT, %+.1f %%; FF %d + %d", unit.target(), unit.yosys(), unit.lut(),
        wrapper.lut(), wrapperPercent(), unit.lut() + unit.lutMemory(), wrapper.lut() + wrapper.lutMemory(),
        wrapperPercentWithMemory(), together.lut(), togetherPercent(), unit.ff(), wrapper.ff());
  }
}
