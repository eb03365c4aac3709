package vit2rtl.fpga.synth;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a design needs on a device. Counts come from synthesis (before placement); the frequency from place and route.
 *
 * @param design    top module
 * @param target    device
 * @param yosys     version of the synthesiser
 * @param cells     every cell type with its count
 * @param lut       look-up tables, those used as memory not included
 * @param lutMemory look-up tables used as memory or shift register, in LUT sites
 * @param ff        flip-flops
 * @param dsp       multiplier blocks
 * @param bram      block memories
 * @param carry     carry cells
 * @param placement place and route, where a tool did it
 * @param failure   why a tool could not
 */
public record SynthesisReport(String design, Target target, String yosys, Map<String, Integer> cells, int lut,
    int lutMemory, int ff, int dsp, int bram, int carry, Optional<Placement> placement, Optional<String> failure) {

  /** The same synthesis, placed and routed. */
  SynthesisReport placed(Placement result) {
    return new SynthesisReport(design, target, yosys, cells, lut, lutMemory, ff, dsp, bram, carry, Optional.of(result),
        Optional.empty());
  }

  /** The same synthesis, which could not be placed and routed. */
  SynthesisReport notPlaced(String reason) {
    return new SynthesisReport(design, target, yosys, cells, lut, lutMemory, ff, dsp, bram, carry, Optional.empty(),
        Optional.of(reason));
  }

  /** The figures, each with its kind and tool; frequency and logic cells only where place and route was done. */
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    count(figures, "LUT", lut);
    count(figures, "LUT as memory", lutMemory);
    count(figures, "FF", ff);
    count(figures, "DSP", dsp);
    count(figures, "BRAM", bram);
    count(figures, "carry", carry);
    placement.ifPresent(p -> {
      p.logicCells().ifPresent(cells ->
          figures.add(new Figure("logic cells", cells, "", Figure.Kind.PLACE_AND_ROUTE, p.tool())));
      figures.add(new Figure("Fmax", p.megahertz(), "MHz", Figure.Kind.PLACE_AND_ROUTE, p.tool()));
    });
    return figures;
  }

  private void count(List<Figure> figures, String name, int value) {
    figures.add(new Figure(name, value, "", Figure.Kind.SYNTHESIS, yosys));
  }

  /**
   * Result of place and route.
   *
   * @param tool       its name and version
   * @param logicCells logic cells used; none where others are among them
   * @param megahertz  greatest clock frequency
   */
  public record Placement(String tool, OptionalInt logicCells, double megahertz) {}
}
