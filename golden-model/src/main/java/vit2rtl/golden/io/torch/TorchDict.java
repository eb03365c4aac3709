package vit2rtl.golden.io.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.RawTensor;

/** A dictionary of a file of {@code torch.save}: tensors and further dictionaries by name, and other things. */
public final class TorchDict {
  private final PickleDict dict;
  private final TorchStorages storages;

  private TorchDict(PickleDict dict, TorchStorages storages) {
    this.dict = dict;
    this.storages = storages;
  }

  static TorchDict root(String file, Object value, TorchStorages storages) {
    if (value instanceof PickleDict dict) {
      return new TorchDict(dict, storages);
    }
    throw new InputException(file + " holds " + (value instanceof TorchTensor ? "a single tensor" : "no dictionary")
        + "; needed: the tensors by name; save model.state_dict()");
  }

  /** Its names that are text. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    dict.entries().keySet().forEach(key -> {
      if (key instanceof String name) {
        names.add(name);
      }
    });
    return names;
  }

  /** The dictionary of that name, if there is one. */
  public Optional<TorchDict> inner(String name) {
    return dict.entries().get(name) instanceof PickleDict inner
        ? Optional.of(new TorchDict(inner, storages)) : Optional.empty();
  }

  /** Its tensors; each is checked to lie within its storage. */
  public Map<String, RawTensor> tensors() {
    Map<String, RawTensor> tensors = new LinkedHashMap<>();
    dict.entries().forEach((key, value) -> {
      if (key instanceof String name && value instanceof TorchTensor tensor) {
        tensors.put(name, storages.tensor(name, tensor));
      }
    });
    return tensors;
  }
}
