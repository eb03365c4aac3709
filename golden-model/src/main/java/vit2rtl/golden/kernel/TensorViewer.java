package vit2rtl.golden.kernel;

/** Sees the tensors of a network in the order they are computed. */
@FunctionalInterface
public interface TensorViewer {
  /** Sees nothing; passes then keep nothing that only an onlooker needs. */
  TensorViewer NONE = (name, values, rows, columns) -> { };

  /** One tensor, row-major. */
  void accept(String name, int[] values, int rows, int columns);
}
