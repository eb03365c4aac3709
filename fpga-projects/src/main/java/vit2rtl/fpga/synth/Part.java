package vit2rtl.fpga.synth;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Devices of which it is known what they have, as their makers' data sheets say. */
public enum Part {
  ICE40UP5K(Target.ICE40_UP5K, 5_280, 5_280, 8, 30),
  LFE5U_85F(Target.ECP5, 83_640, 83_640, 156, 208),
  LFE5U_25F(Target.ECP5_25F, 24_288, 24_288, 28, 56),
  XC7A100T(Target.XC7, 63_400, 126_800, 240, 135);

  private final Target target;
  private final int lut;
  private final int ff;
  private final int dsp;
  private final int bram;

  Part(Target target, int lut, int ff, int dsp, int bram) {
    this.target = target;
    this.lut = lut;
    this.ff = ff;
    this.dsp = dsp;
    this.bram = bram;
  }

  public static Stream<Part> of(Target target) {
    return Stream.of(values()).filter(part -> part.target == target);
  }

  /** Block memories of the device that a design takes: two of half the size are one. */
  public static int blockMemories(SynthesisReport report) {
    int halves = report.cells().getOrDefault("RAMB18E1", 0) + report.cells().getOrDefault("RAMB18E2", 0);
    return report.bram() - halves + (halves + 1) / 2;
  }

  /** What of a design goes beyond the device; empty where it fits. */
  public List<String> excess(SynthesisReport report) {
    List<String> excess = new ArrayList<>();
    add(excess, "LUT", report.lut() + report.lutMemory(), lut);
    add(excess, "FF", report.ff(), ff);
    add(excess, "DSP", report.dsp(), dsp);
    add(excess, "BRAM", blockMemories(report), bram);
    return excess;
  }

  private static void add(List<String> excess, String what, int wanted, int there) {
    if (wanted > there) {
      excess.add(wanted + " " + what);
    }
  }

  /** One sentence. */
  public String fit(SynthesisReport report) {
    List<String> excess = excess(report);
    return this + " has " + lut + " LUT, " + ff + " FF, " + dsp + " DSP, " + bram + " BRAM: it "
        + (excess.isEmpty() ? "fits" : "does not fit with " + String.join(", ", excess));
  }

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
