package vit2rtl.golden.io;

import java.util.List;
import java.util.function.Supplier;

/**
 * A tensor of any container, its elements still where they are.
 *
 * @param file    where it comes from, for messages
 * @param name    name in the file
 * @param type    element type
 * @param shape   dimensions
 * @param content brings the elements; checked already to lie within the file
 */
public record RawTensor(String file, String name, DType type, List<Integer> shape, Supplier<Tensor> content) {

  public static RawTensor of(Tensor tensor) {
    return new RawTensor(tensor.file(), tensor.name(), tensor.type(), tensor.shape(), () -> tensor);
  }

  /** The same under another name. */
  public RawTensor named(String other) {
    return new RawTensor(file, other, type, shape, content);
  }
}
