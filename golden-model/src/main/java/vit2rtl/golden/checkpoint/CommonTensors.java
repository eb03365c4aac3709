package vit2rtl.golden.checkpoint;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.RawTensor;
import vit2rtl.golden.io.Tensor;

/** The tensors of a file under common names, each checked when it is taken; what is left over in the end is refused. */
final class CommonTensors {
  private final String file;
  private final NamedTensors named;
  private final Set<String> taken = new HashSet<>();

  CommonTensors(String file, NamedTensors named) {
    this.file = file;
    this.named = named;
  }

  String file() {
    return file;
  }

  Naming naming() {
    return named.naming();
  }

  boolean has(String name) {
    return named.tensors().containsKey(name);
  }

  Set<String> names() {
    return named.tensors().keySet();
  }

  /** A tensor by its common name; a missing one is refused with some of those there are. */
  RawTensor raw(String name) {
    RawTensor tensor = named.tensors().get(name);
    if (tensor == null) {
      List<String> some = named.tensors().values().stream().map(RawTensor::name).sorted().limit(12).toList();
      throw new InputException(file + " has no tensor '" + name + "'" + (named.naming().title().startsWith("timm") ? ""
          : " (by timm's names)") + "; it has " + (names().size() > some.size() ? names().size() + ", among them " : "") + some);
    }
    return tensor;
  }

  /** A tensor of some number of dimensions, each 1 or more. */
  RawTensor ranked(String name, int rank) {
    RawTensor tensor = raw(name);
    if (tensor.shape().size() != rank || tensor.shape().contains(0)) {
      throw new InputException("tensor '" + tensor.name() + "' of " + file + " has shape " + tensor.shape() + "; needed: "
          + rank + " dimensions of 1 or more");
    }
    return tensor;
  }

  /** Its values, read anew at each call, in row order; any other shape, type or what is not finite is refused. */
  Supplier<float[]> take(String name, Integer... shape) {
    RawTensor tensor = raw(name);
    if (!tensor.shape().equals(List.of(shape))) {
      throw new InputException("tensor '" + tensor.name() + "' of " + file + " has shape " + tensor.shape() + "; needed: "
          + Arrays.toString(shape));
    }
    return take(name);
  }

  /** The same of any shape. */
  Supplier<float[]> take(String name) {
    RawTensor tensor = raw(name);
    if (!tensor.type().isFloat()) {
      throw new InputException("tensor '" + tensor.name() + "' of " + file + " has type " + tensor.type()
          + "; allowed: F16, BF16, F32 and F64");
    }
    tensor.content().get().requireFinite();
    taken.add(name);
    return () -> floats(tensor.content().get());
  }

  /** The same, if it is there. */
  Optional<Supplier<float[]>> takeIfThere(String name, Integer... shape) {
    return has(name) ? Optional.of(take(name, shape)) : Optional.empty();
  }

  /** Takes a tensor that holds what is known anyway; where it holds something else it is refused, with a way out. */
  void verify(String name, int[] expected, String needed) {
    RawTensor tensor = raw(name);
    double[] found = tensor.content().get().doubles();
    for (int i = 0; i < Math.max(found.length, expected.length); i++) {
      if (found.length != expected.length || found[i] != expected[i]) {
        throw new InputException("tensor '" + tensor.name() + "' of " + file + " is not that of " + needed
            + (found.length == expected.length ? ": element " + i + " is " + found[i] + ", not " + expected[i]
            : ": it has " + found.length + " elements, not " + expected.length) + "; state the image's size by --image-size");
      }
    }
    taken.add(name);
  }

  private static float[] floats(Tensor tensor) {
    float[] values = tensor.floats();
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new InputException("tensor '" + tensor.name() + "' of " + tensor.file() + " holds " + tensor.doubles()[i]
            + " at element " + i + "; allowed: numbers a 32-bit float can hold");
      }
    }
    return values;
  }

  /** Refuses what nothing took. */
  void requireAllTaken(String network) {
    for (String name : names()) {
      if (!taken.contains(name)) {
        throw new InputException(file + " has the tensor '" + raw(name).name() + "', which " + network + " does not have"
            + naming().family().wayOut());
      }
    }
  }
}
