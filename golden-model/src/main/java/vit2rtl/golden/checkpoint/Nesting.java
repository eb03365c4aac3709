package vit2rtl.golden.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.RawTensor;
import vit2rtl.golden.io.torch.TorchDict;

/**
 * Which dictionary of a training checkpoint holds the model: the first of {@code state_dict_ema}, {@code model_ema}, {@code
 * state_dict} and {@code model}, timm's order, which prefers averaged weights; else the file's own.
 *
 * @param tensors of that dictionary
 * @param said    what was chosen
 */
record Nesting(Map<String, RawTensor> tensors, List<String> said) {
  private static final List<String> NESTS = List.of("state_dict_ema", "model_ema", "state_dict", "model");

  static Nesting of(String file, TorchDict root) {
    for (String name : NESTS) {
      Optional<TorchDict> inner = root.inner(name);
      if (inner.isPresent()) {
        List<String> others = root.names().stream().filter(n -> !n.equals(name)).limit(8).toList();
        return new Nesting(inner.get().tensors(), List.of("took '" + name + "'"
            + (others.isEmpty() ? "" : ", not " + String.join(", ", others))));
      }
    }
    if (root.inner("teacher").isPresent() || root.inner("student").isPresent()) {
      throw new InputException(file + " holds 'student' and 'teacher' of self-supervised training (DINO), without"
          + " classifier; train a linear classifier on it first");
    }
    Map<String, RawTensor> tensors = root.tensors();
    if (tensors.isEmpty()) {
      throw new InputException(file + " holds no tensors by name but " + root.names().stream().limit(8).toList()
          + "; looked for them there and in " + NESTS + "; save model.state_dict()");
    }
    return new Nesting(tensors, List.of());
  }
}
