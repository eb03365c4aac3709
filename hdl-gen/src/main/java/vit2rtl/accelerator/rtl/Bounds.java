package vit2rtl.accelerator.rtl;

import vit2rtl.hdl.type.SInt;

/** Saturation to bounds that come with a job. */
final class Bounds {
  private Bounds() {}

  /** The value nearest to the given one between two bounds of equal width. */
  static SInt saturate(SInt value, SInt low, SInt high) {
    return value.lt(low).mux(low, value.gt(high).mux(high, value).truncate(high.width()));
  }
}
