package vit2rtl.fpga.synth;

import java.util.Map;
import java.util.Optional;

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
 */
public record SynthesisReport(String design, Target target, String yosys, Map<String, Integer> cells, int lut,
    int lutMemory, int ff, int dsp, int bram, int carry, Optional<Placement> placement) {

  /**
   * Result of place and route.
   *
   * @param tool       its name and version
   * @param logicCells logic cells used
   * @param megahertz  greatest clock frequency
   */
  public record Placement(String tool, int logicCells, double megahertz) {}
}
