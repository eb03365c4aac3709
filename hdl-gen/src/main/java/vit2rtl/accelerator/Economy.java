package vit2rtl.accelerator;

import vit2rtl.units.MultiplierStyle;

/**
 * What an accelerator saves of what its device has little of.
 *
 * @param norm how LayerNorm's products are built: LOGIC leaves its multiplier blocks to the engine and to more lanes
 */
public record Economy(MultiplierStyle norm) {
  /** Nothing. */
  public static final Economy NONE = new Economy(MultiplierStyle.DSP);
}
