package vit2rtl.golden.kernel.real;

/** Sees the tensors of a float network in the order they are computed. */
@FunctionalInterface
public interface FloatViewer {
  /** Sees nothing; then nothing is copied. */
  FloatViewer NONE = (name, values, rows, columns) -> { };

  /** One tensor, row-major; the array is used again after the call. */
  void accept(String name, float[] values, int rows, int columns);
}
