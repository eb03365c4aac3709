package vit2rtl.accelerator.schedule;

import java.util.Optional;
import vit2rtl.accelerator.job.CodeSum;
import vit2rtl.accelerator.job.DrainMode;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.ops.GeluTable;
import vit2rtl.golden.ops.Requantizer;

/**
 * What the drain makes of a layer's sums.
 *
 * @param mode      kind
 * @param rescale   multipliers, shifts, zero point, bounds
 * @param without   zero point that the codes are given without
 * @param table     a table behind it
 * @param tableBank bank of the drain's table
 * @param sum       what the code is added to, on a stream of PTF codes
 */
record Conversion(DrainMode mode, Requantizer rescale, int without, Optional<GeluTable> table, int tableBank,
    Optional<CodeSum> sum) {

  static Conversion codes(Requantizer codes) {
    return without(0, codes);
  }

  /** Codes less a zero point. */
  static Conversion without(int zeroPoint, Requantizer codes) {
    return new Conversion(DrainMode.CODES, codes, zeroPoint, Optional.empty(), 0, Optional.empty());
  }

  static Conversion gelu(Requantizer codes, GeluTable table, int bank) {
    return new Conversion(DrainMode.GELU, codes, 0, Optional.of(table), bank, Optional.empty());
  }

  /** Added to a wide stream. */
  static Conversion add(Requantizer rescale) {
    return new Conversion(DrainMode.ADD, rescale, 0, Optional.empty(), 0, Optional.empty());
  }

  /** Codes less their zero point, added to a stream of PTF codes. */
  static Conversion add(Requantizer codes, int zeroPoint, CodeSum sum) {
    return new Conversion(DrainMode.ADD, codes, zeroPoint, Optional.empty(), 0, Optional.of(sum));
  }

  /** Codes, what a table makes of them, and the sum with a code of the stream. */
  static Conversion add(Requantizer codes, GeluTable table, int bank, CodeSum sum) {
    return new Conversion(DrainMode.TABLE_ADD, codes, 0, Optional.of(table), bank, Optional.of(sum));
  }

  int zeroPoint() {
    return rescale.zeroPoint() - without;
  }

  /** Bounds of the code. With a table, the least one is the table's first. */
  IntRange bounds() {
    IntRange codes = rescale.output().plus(-without);
    return new IntRange(table.map(t -> t.input().min()).orElse(codes.min()), codes.max());
  }

  /** Bounds of what the table gives. */
  IntRange active() {
    return table.map(GeluTable::output).orElse(new IntRange(0, 0));
  }

  int activeZero() {
    return table.map(GeluTable::zeroPoint).orElse(0);
  }
}
