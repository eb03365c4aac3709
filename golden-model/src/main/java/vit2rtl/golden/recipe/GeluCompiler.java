package vit2rtl.golden.recipe;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import vit2rtl.golden.ops.GeluTable;
import vit2rtl.golden.quant.Grid;

/**
 * Fills tables of GELU and of other functions. With two fraction bits or more an entry is rounded to odd: down, and its last bit set where anything
 * was lost. The one rounding to codes that follows then gives what rounding the real value would, in every channel.
 */
final class GeluCompiler {
  private static final int MAX_FINE_BITS = 8;
  private static final int ODD_FROM = 2;

  private GeluCompiler() {}

  /**
   * The table onto a grid, channel c coarser by 2^shift_c.
   *
   * @param function what the table is of
   * @param output   grid of the finest channels
   */
  static GeluTable table(DoubleUnaryOperator function, Grid input, Grid output, int[] shift) {
    int min = (int) input.codes().min();
    int coarsest = Arrays.stream(shift).max().orElseThrow();
    double[] steps = new double[(int) input.codes().max() - min + 1];
    double greatest = 0;
    for (int i = 0; i < steps.length; i++) {
      // Where even the coarsest channels saturate, nothing is lost.
      double low = Math.scalb((double) (output.codes().min() - output.zeroPoint()), coarsest);
      double high = Math.scalb((double) (output.codes().max() - output.zeroPoint()), coarsest);
      steps[i] = Math.max(low, Math.min(high, function.applyAsDouble(input.value(min + i)) / output.scale()));
      greatest = Math.max(greatest, Math.abs(steps[i]));
    }
    int fine = fineBits(greatest);
    int[] right = new int[shift.length];
    Arrays.setAll(right, c -> shift[c] + fine);
    int[] table = Arrays.stream(steps).mapToInt(step -> entry(Math.scalb(step, fine), fine)).toArray();
    return new GeluTable(input.codes(), table, right, output.zeroPoint(), output.codes());
  }

  private static int entry(double value, int fine) {
    if (fine < ODD_FROM) {
      return (int) GeluTable.ENTRIES.saturate(Math.round(value));
    }
    int floor = (int) Math.floor(value);
    return floor == value ? floor : floor | 1;
  }

  /** Fraction bits that the table's width has to spare. */
  private static int fineBits(double greatest) {
    int fine = 0;
    while (fine < MAX_FINE_BITS && Math.scalb(greatest, fine + 1) <= GeluTable.ENTRIES.max()) {
      fine++;
    }
    return fine;
  }
}
