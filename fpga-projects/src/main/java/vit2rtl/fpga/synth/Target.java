package vit2rtl.fpga.synth;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vit2rtl.golden.InputException;
import vit2rtl.sim.Tools;

/** Devices that open tools can synthesise for. */
public enum Target {
  ICE40_HX8K("synth_ice40", "--hx8k --package ct256"),
  /**
   * Eight multiplier blocks: the one product per row of the reciprocal root is made of adders, which leaves the blocks to
   * the products per element.
   */
  ICE40_UP5K("proc ReciprocalRoot; alumacc ReciprocalRoot; maccmap ReciprocalRoot; synth_ice40 -dsp",
      "--up5k --package sg48"),
  XC7("synth_xilinx -family xc7 -noiopad -flatten", null),
  XCUP("synth_xilinx -family xcup -noiopad -flatten", null),
  ECP5("synth_ecp5", null);

  private final String script;
  private final String placement;

  Target(String script, String placement) {
    this.script = script;
    this.placement = placement;
  }

  /** By its name on the command line, such as {@code ice40-hx8k}. */
  public static Target named(String name) {
    return Stream.of(values()).filter(t -> t.toString().equals(name)).findFirst().orElseThrow(() ->
        new InputException("there is no target '" + name + "'; there are "
            + Stream.of(values()).map(Target::toString).collect(Collectors.joining(", "))));
  }

  /** The Yosys commands; the last one lacks {@code -top}. */
  public String script() {
    return script;
  }

  /** Arguments of nextpnr-ice40, or empty where no open place and route is called. */
  public List<String> placement() {
    return placement == null ? List.of() : List.of(placement.split(" "));
  }

  /** Why this device is not placed and routed here; empty where it is. */
  public Optional<String> notPlaced() {
    return switch (this) {
      case ICE40_HX8K, ICE40_UP5K -> Tools.NEXTPNR_ICE40.isInstalled()
          ? Optional.empty()
          : Optional.of("nextpnr-ice40 is not installed: " + Tools.NEXTPNR_ICE40.howToGet());
      case ECP5 -> Optional.of("nextpnr-ecp5 is not called (" + Tools.NEXTPNR_ECP5.howToGet() + ")");
      case XC7, XCUP -> Optional.of("it takes Vivado; 'vit2rtl ip' writes scripts for it");
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
