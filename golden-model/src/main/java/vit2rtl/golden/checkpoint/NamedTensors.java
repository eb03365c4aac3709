package vit2rtl.golden.checkpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.RawTensor;

/**
 * Tensors under names of the common form.
 *
 * @param naming   whose names they had
 * @param tensors  by common name; each still knows its own
 * @param prefixes that were stripped
 */
record NamedTensors(Naming naming, Map<String, RawTensor> tensors, List<String> prefixes) {
  /** Of wrappers and training frameworks; stripped from each name, as often as they come. */
  private static final List<String> WRAPPERS =
      List.of("module.", "_orig_mod.", "model.", "backbone.", "encoder.module.");

  static NamedTensors of(Source source) {
    Set<String> stripped = new LinkedHashSet<>();
    Map<String, RawTensor> plain = new LinkedHashMap<>();
    source.tensors().forEach((name, tensor) -> put(source, plain, unwrapped(name, stripped), tensor));
    Naming.Family family = Naming.all().stream().filter(n -> n.fits(stripped(n, plain.keySet()))).findFirst()
        .map(Naming::family).orElse(Naming.Family.VIT);
    Refusal.check(source.file(), plain, family);
    for (Naming naming : Naming.all()) {
      Map<String, RawTensor> own = new LinkedHashMap<>();
      plain.forEach((name, tensor) -> put(source, own, naming.strip(name), tensor));
      if (naming.fits(own.keySet())) {
        naming.prefixes().stream().filter(p -> plain.keySet().stream().anyMatch(n -> n.startsWith(p)))
            .forEach(stripped::add);
        return new NamedTensors(naming, translate(source, naming, own), List.copyOf(stripped));
      }
    }
    throw new InputException(source.file() + " has names of no kind that is known, among them "
        + source.tensors().keySet().stream().sorted().limit(6).toList() + "; known: "
        + String.join("; ", Naming.all().stream().map(Naming::title).toList()) + " (docs/checkpoints.md)");
  }

  private static Set<String> stripped(Naming naming, Set<String> names) {
    return names.stream().map(naming::strip).collect(Collectors.toSet());
  }

  private static String unwrapped(String name, Set<String> stripped) {
    String rest = name;
    for (int i = 0; i < WRAPPERS.size(); i++) {
      if (rest.startsWith(WRAPPERS.get(i))) {
        stripped.add(WRAPPERS.get(i));
        rest = rest.substring(WRAPPERS.get(i).length());
        i = -1;
      }
    }
    return rest;
  }

  private static Map<String, RawTensor> translate(Source source, Naming naming, Map<String, RawTensor> own) {
    Map<String, RawTensor> common = new LinkedHashMap<>();
    List<String> unknown = new ArrayList<>();
    own.forEach((name, tensor) -> naming.translate(name).ifPresentOrElse(target -> {
      if (!target.isEmpty()) {
        put(source, common, target, tensor);
      }
    }, () -> unknown.add(tensor.name())));
    if (!unknown.isEmpty()) {
      throw new InputException(source.file() + " has the tensor '" + unknown.get(0) + "', which a " + naming.family().title() + " with names of "
          + naming.title() + " does not have" + (unknown.size() > 1 ? ", and " + (unknown.size() - 1) + " more" : "")
          + naming.family().wayOut());
    }
    return common;
  }

  private static void put(Source source, Map<String, RawTensor> tensors, String name, RawTensor tensor) {
    RawTensor other = tensors.put(name, tensor);
    if (other != null) {
      throw new InputException(source.file() + " has the tensors '" + other.name() + "' and '" + tensor.name()
          + "', which are one ('" + name + "') without their prefixes; keep one of them");
    }
  }
}
