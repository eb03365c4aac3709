package vit2rtl.fpga.synth;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vit2rtl.golden.InputException;

/** Devices that open tools can synthesise for. */
public enum Target {
  ICE40_HX8K("synth_ice40", "--hx8k --package ct256", Nextpnr.ICE40),
  /** Eight multiplier blocks: as many as one lane of LayerNorm takes for its products per element. */
  ICE40_UP5K("synth_ice40 -dsp", "--up5k --package sg48", Nextpnr.ICE40),
  XC7("synth_xilinx -family xc7 -noiopad -flatten", "", null),
  XCUP("synth_xilinx -family xcup -noiopad -flatten", "", null),
  /** The LFE5U-85F. */
  ECP5("synth_ecp5", "--85k --package CABGA381", Nextpnr.ECP5),
  ECP5_25F("synth_ecp5", "--25k --package CABGA381", Nextpnr.ECP5);

  private final String script;
  private final String device;
  private final Nextpnr nextpnr;

  Target(String script, String device, Nextpnr nextpnr) {
    this.script = script;
    this.device = device;
    this.nextpnr = nextpnr;
  }

  /** By its name on the command line, such as {@code ice40-hx8k}. */
  public static Target named(String name) {
    return Stream.of(values()).filter(t -> t.toString().equals(name)).findFirst().orElseThrow(() ->
        new InputException("there is no target '" + name + "'; there are "
            + Stream.of(values()).map(Target::toString).collect(Collectors.joining(", "))));
  }

  /** The Yosys commands for a unit, which has no pads; the last one lacks {@code -top}. */
  public String script() {
    return script;
  }

  /**
   * Yosys commands behind {@link #script} and its {@code -top}: multiplier blocks that a design names itself get their right
   * name, which they had to hide from the search for products.
   */
  public String after() {
    return this == ICE40_UP5K ? "; chtype -set SB_MAC16 t:DualMac" : "";
  }

  /** The same, with every module synthesised once and by itself: for designs of many equal modules. */
  public String hierarchicalScript() {
    return script.contains(" -flatten") ? script.replace(" -flatten", "") : script + " -noflatten";
  }

  /** The Yosys commands for a whole chip. */
  public String chipScript() {
    return script.replace(" -noiopad", "");
  }

  /** The Yosys commands for a whole chip, module by module. */
  public String chipHierarchicalScript() {
    return hierarchicalScript().replace(" -noiopad", "");
  }

  /** Arguments that name the device to {@link #nextpnr}. */
  public List<String> device() {
    return device.isEmpty() ? List.of() : List.of(device.split(" "));
  }

  /** The open place and route tool that is called for this device. */
  public Optional<Nextpnr> nextpnr() {
    return Optional.ofNullable(nextpnr);
  }

  /** Why this device is not placed and routed here; empty where it is. */
  public Optional<String> notPlaced() {
    if (nextpnr == null) {
      return Optional.of("it takes Vivado; 'vit2rtl ip' writes scripts for it");
    }
    return nextpnr.tool().isInstalled()
        ? Optional.empty()
        : Optional.of(nextpnr.tool().name() + " is not installed: " + nextpnr.tool().howToGet());
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
