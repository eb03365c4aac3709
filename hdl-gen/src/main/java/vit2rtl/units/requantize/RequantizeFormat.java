package vit2rtl.units.requantize;

import java.util.Arrays;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.SIntType;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.UIntType;

/**
 * The numbers a requantiser can work with.
 *
 * @param accumulators range of a, within 32 bits
 * @param minShift     least s; the closer the shifts, the smaller the shifter
 * @param maxShift     greatest s, up to 47
 */
public record RequantizeFormat(IntRange accumulators, int minShift, int maxShift) {
  private static final long MAX_MULTIPLIER = (1L << Requantizer.MULTIPLIER_BITS) - 1;

  public RequantizeFormat {
    if (!IntRange.INT32.contains(accumulators)) {
      throw new InputException("requantise: accumulators of " + accumulators + "; allowed: 32 bits");
    }
    if (minShift < 0 || maxShift < minShift || maxShift > Requantizer.MAX_SHIFT) {
      throw new InputException("requantise: shifts of " + minShift + " to " + maxShift + "; allowed: 0 to "
          + Requantizer.MAX_SHIFT);
    }
  }

  /** The narrowest format for one layer. */
  public static RequantizeFormat of(Requantizer layer, IntRange accumulators) {
    return new RequantizeFormat(accumulators, Arrays.stream(layer.shift()).min().orElseThrow(),
        Arrays.stream(layer.shift()).max().orElseThrow());
  }

  /** A format for the layers of both. */
  public RequantizeFormat union(RequantizeFormat other) {
    return new RequantizeFormat(accumulators.union(other.accumulators), Math.min(minShift, other.minShift),
        Math.max(maxShift, other.maxShift));
  }

  /** Refuses a layer with shifts beyond these. */
  void require(Requantizer layer) {
    RequantizeFormat own = of(layer, accumulators);
    if (own.minShift < minShift || own.maxShift > maxShift) {
      throw new InputException("requantise: the unit's shifts are " + minShift + " to " + maxShift
          + "; the layer needs " + own.minShift + " to " + own.maxShift);
    }
  }

  /** What a·M/2^s, rounded, can be. */
  public IntRange results() {
    return new IntRange(rounded(Math.min(0, accumulators.min())), rounded(Math.max(0, accumulators.max())));
  }

  private long rounded(long accumulator) {
    return (accumulator * MAX_MULTIPLIER * 2 >> minShift) + 1 >> 1;
  }

  SIntType accumulatorType() {
    return SInt.range(accumulators.min(), accumulators.max());
  }

  /** The type of a result. */
  public SIntType resultType() {
    return SInt.range(results().min(), results().max());
  }

  /** The type of a shift. */
  public UIntType shiftType() {
    return UInt.bits(UInt.upTo(maxShift).width());
  }
}
