package vit2rtl.golden.onnx.graph;

import java.util.Arrays;
import java.util.List;

/**
 * A constant of a graph, an initializer in ONNX's words; two that are equal are one.
 *
 * @param type element type
 * @param dims shape; empty: a scalar
 * @param raw  elements in row order, little-endian
 */
record Constant(ElementType type, List<Integer> dims, byte[] raw) {
  Constant {
    dims = List.copyOf(dims);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Constant c && type == c.type && dims.equals(c.dims) && Arrays.equals(raw, c.raw);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(raw) * 31 + dims.hashCode();
  }
}
