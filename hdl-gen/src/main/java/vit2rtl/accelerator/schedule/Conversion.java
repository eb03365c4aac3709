package vit2rtl.accelerator.schedule;

import java.util.Optional;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.ops.GeluTable;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.accelerator.job.DrainMode;

/**
 * What the drain makes of a layer's sums.
 *
 * @param mode     kind
 * @param rescale  multipliers, shifts, zero point, bounds
 * @param gelu     GELU behind it
 * @param geluBank bank of GELU's table
 */
record Conversion(DrainMode mode, Requantizer rescale, Optional<GeluTable> gelu, int geluBank) {

  static Conversion codes(Requantizer codes) {
    return new Conversion(DrainMode.CODES, codes, Optional.empty(), 0);
  }

  static Conversion add(Requantizer rescale) {
    return new Conversion(DrainMode.ADD, rescale, Optional.empty(), 0);
  }

  static Conversion gelu(Requantizer codes, GeluTable table, int bank) {
    return new Conversion(DrainMode.GELU, codes, Optional.of(table), bank);
  }

  IntRange active() {
    return gelu.map(GeluTable::output).orElse(new IntRange(0, 0));
  }

  int activeZero() {
    return gelu.map(GeluTable::zeroPoint).orElse(0);
  }

  long low() {
    return gelu.map(table -> table.input().min()).orElse(rescale.output().min());
  }
}
