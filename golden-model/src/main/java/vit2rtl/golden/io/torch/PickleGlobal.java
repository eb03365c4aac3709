package vit2rtl.golden.io.torch;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.DType;

/**
 * The globals a pickle may name. None is looked up or called: each stands for a value that {@link PickleReader} makes
 * itself, or for a record without content.
 *
 * @param name module and name
 * @param kind what it stands for
 */
record PickleGlobal(String name, Kind kind) {

  /** What becomes of a call. */
  enum Kind { DICT, TENSOR, PARAMETER, TUPLE, STORAGE, INERT }

  private static final Map<String, Kind> ALLOWED = Map.ofEntries(
      Map.entry("collections.OrderedDict", Kind.DICT),
      Map.entry("torch._utils._rebuild_tensor_v2", Kind.TENSOR),
      Map.entry("torch._utils._rebuild_parameter", Kind.PARAMETER),
      Map.entry("torch.Size", Kind.TUPLE),
      Map.entry("torch.device", Kind.INERT),
      Map.entry("argparse.Namespace", Kind.INERT),
      Map.entry("numpy.core.multiarray.scalar", Kind.INERT),
      Map.entry("numpy._core.multiarray.scalar", Kind.INERT),
      Map.entry("numpy.dtype", Kind.INERT),
      Map.entry("_codecs.encode", Kind.INERT));

  private static final Map<String, DType> STORAGES = Map.of("torch.FloatStorage", DType.F32, "torch.DoubleStorage",
      DType.F64, "torch.HalfStorage", DType.F16, "torch.BFloat16Storage", DType.BF16, "torch.LongStorage", DType.I64,
      "torch.IntStorage", DType.I32, "torch.ShortStorage", DType.I16, "torch.CharStorage", DType.I8, "torch.ByteStorage",
      DType.U8, "torch.BoolStorage", DType.BOOL);

  private static final Set<String> TYPES = Set.of("float32", "float64", "float16", "bfloat16", "int64", "int32",
      "int16", "int8", "uint8", "bool", "float", "double", "half", "long", "int", "short");

  /** The global of a name; any that is not allowed is refused. */
  static PickleGlobal of(String file, String module, String name) {
    String full = module + "." + name;
    Kind kind = STORAGES.containsKey(full) ? Kind.STORAGE
        : module.equals("torch") && TYPES.contains(name) ? Kind.INERT : ALLOWED.get(full);
    if (kind != null) {
      return new PickleGlobal(full, kind);
    }
    if (full.equals("torch._utils._rebuild_tensor_v3") || full.startsWith("torch.storage.")) {
      throw new InputException(file + ": the pickle asks for '" + full + "', tensors of types that come without their"
          + " scales (float8); allowed: float16, bfloat16, float32, float64; save the weights in one of these");
    }
    if (!name.isEmpty() && Character.isUpperCase(name.charAt(0))) {
      throw new InputException(file + ": the file holds a pickled Python object '" + full
          + "'; save model.state_dict() instead; nothing was executed");
    }
    throw new InputException(file + ": the pickle asks for '" + full + "'; allowed: tensors and plain containers; nothing"
        + " was executed; save model.state_dict() instead");
  }

  /** Element type of a storage class. */
  Optional<DType> storage() {
    return Optional.ofNullable(STORAGES.get(name));
  }
}
