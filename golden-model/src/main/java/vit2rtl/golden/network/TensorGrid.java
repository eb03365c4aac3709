package vit2rtl.golden.network;

import java.util.Arrays;

/**
 * What the integers of a tensor stand for: value = (q − zeroPoint) · scale, the scale one for all or one per column (per
 * block of rows for scores). Not used by inference: for reports, figures and other readers of the file.
 *
 * @param zeroPoint zero point
 * @param scale     one, or one per column
 */
public record TensorGrid(int zeroPoint, double[] scale) {

  public TensorGrid {
    scale = scale.clone();
  }

  /** One scale for all. */
  public static TensorGrid of(int zeroPoint, double scale) {
    return new TensorGrid(zeroPoint, new double[] {scale});
  }

  public double value(int code, int column) {
    return (code - zeroPoint) * scale(column);
  }

  /** The scale of a column. */
  public double scale(int column) {
    return scale[scale.length == 1 ? 0 : column];
  }

  @Override
  public double[] scale() {
    return scale.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TensorGrid g && zeroPoint == g.zeroPoint && Arrays.equals(scale, g.scale);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(scale) * 31 + zeroPoint;
  }
}
