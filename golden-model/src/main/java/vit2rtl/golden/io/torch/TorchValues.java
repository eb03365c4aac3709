package vit2rtl.golden.io.torch;

import java.util.List;
import vit2rtl.golden.InputException;

/** Makes storages and tensors of what a pickle says of them. */
final class TorchValues {
  private static final int MAX_RANK = 8;

  private TorchValues() {}

  /** Of a persistent id: ("storage", class, key, device, elements), and before torch 1.6 a view (key, offset, size). */
  static TorchStorage storage(String file, PickleList id) {
    List<Object> parts = id.values();
    if (parts.size() < 5 || !"storage".equals(parts.get(0)) || !(parts.get(1) instanceof PickleGlobal type)
        || type.storage().isEmpty() || !(parts.get(2) instanceof String key) || !(parts.get(4) instanceof Long count)) {
      throw new InputException(file + ": its pickle refers to something that is not a storage of a known type; save"
          + " model.state_dict() instead");
    }
    long offset = parts.size() > 5 && parts.get(5) instanceof PickleList view && view.values().size() == 3
        && view.values().get(1) instanceof Long first ? first : 0;
    if (offset < 0) {
      throw new InputException(file + ": its pickle has a storage that begins at element " + offset
          + " of another; allowed: 0 or more");
    }
    return new TorchStorage(type.storage().get(), key, count, offset);
  }

  /** Of the arguments storage, offset, size, stride, requires_grad, hooks. */
  static TorchTensor tensor(String file, List<Object> arguments) {
    if (arguments.size() < 4 || !(arguments.get(0) instanceof TorchStorage storage)
        || !(arguments.get(1) instanceof Long offset) || !(arguments.get(2) instanceof PickleList sizes)
        || !(arguments.get(3) instanceof PickleList strides)) {
      throw new InputException(file + ": its pickle describes a tensor without storage, offset, size and stride");
    }
    long[] size = numbers(file, sizes);
    long[] stride = numbers(file, strides);
    if (size.length != stride.length || size.length > MAX_RANK || offset < 0) {
      throw new InputException(file + ": its pickle describes a tensor of " + size.length + " sizes, " + stride.length
          + " strides and offset " + offset + "; allowed: as many strides as sizes, at most " + MAX_RANK);
    }
    return new TorchTensor(storage, offset, size, stride);
  }

  private static long[] numbers(String file, PickleList list) {
    return list.values().stream().mapToLong(value -> {
      if (value instanceof Long number && number >= 0) {
        return number;
      }
      throw new InputException(file + ": its pickle has the size or stride " + value + "; allowed: 0 or more");
    }).toArray();
  }
}
