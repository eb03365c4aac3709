package vit2rtl.golden.io.torch;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.RawTensor;
import vit2rtl.golden.io.Tensor;

/**
 * The storages of a file, mapped, and the tensors that are views of them.
 *
 * @param file    for messages
 * @param content bytes by key, in the file's byte order
 */
record TorchStorages(String file, Map<String, ByteBuffer> content) {
  /** Elements that a view may have beyond those of its storage (strides of 0). */
  private static final long MAX_EXPANSION = 1 << 20;

  /** Checks that a view lies within its storage and hands it on; its elements are not read yet. */
  RawTensor tensor(String name, TorchTensor view) {
    ByteBuffer bytes = content.get(view.storage().key());
    if (bytes == null) {
      throw new InputException("tensor '" + name + "' of " + file + " is in the storage '" + view.storage().key()
          + "', which the file does not hold");
    }
    long held = Math.min(bytes.limit() / view.storage().type().bytes() - view.storage().offset(), view.storage().elements());
    long elements = view.elements();
    if (elements > 0 && view.last() >= held) {
      throw new InputException("tensor '" + name + "' of " + file + " needs more elements than its storage holds ("
          + (view.last() == Long.MAX_VALUE ? "2^63 or more" : view.last() + 1) + " of " + held
          + "): the file is cut off or its sizes are wrong");
    }
    if (elements > Math.max(held, MAX_EXPANSION) || elements * view.storage().type().bytes() > Integer.MAX_VALUE) {
      throw new InputException("tensor '" + name + "' of " + file + " repeats " + held + " elements of its storage to "
          + elements + "; allowed: no more than there are");
    }
    List<Integer> shape = new ArrayList<>();
    for (long size : view.sizes()) {
      if (size > Integer.MAX_VALUE) {
        throw new InputException("tensor '" + name + "' of " + file + " has the size " + size + "; allowed: 0 to "
            + Integer.MAX_VALUE);
      }
      shape.add((int) size);
    }
    List<Integer> dimensions = List.copyOf(shape);
    return new RawTensor(file, name, view.storage().type(), dimensions, () -> new Tensor(file, name,
        view.storage().type(), dimensions, elements(bytes, view, (int) elements)));
  }

  private static ByteBuffer elements(ByteBuffer bytes, TorchTensor view, int count) {
    int width = view.storage().type().bytes();
    long first = view.storage().offset() + view.offset();
    if (count == 0 || view.contiguous()) {
      return bytes.slice(count == 0 ? 0 : (int) (first * width), count * width).order(bytes.order());
    }
    ByteBuffer copy = ByteBuffer.allocate(count * width).order(bytes.order());
    long[] index = new long[view.sizes().length];
    for (int i = 0; i < count; i++) {
      long at = first;
      for (int d = 0; d < index.length; d++) {
        at += index[d] * view.strides()[d];
      }
      copy.put(i * width, bytes, (int) (at * width), width);
      for (int d = index.length - 1; d >= 0 && ++index[d] == view.sizes()[d]; d--) {
        index[d] = 0;
      }
    }
    return copy;
  }
}
