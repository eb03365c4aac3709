package vit2rtl.golden.onnx.graph;

import java.util.List;

/**
 * What goes into a graph or comes out of it.
 *
 * @param value number of the value
 * @param type  element type
 * @param dims  shape behind the batch
 */
record Tensor(int value, ElementType type, List<Integer> dims) {
  Tensor {
    dims = List.copyOf(dims);
  }
}
