package vit2rtl.golden.checkpoint;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.RawTensor;

/**
 * What a tensor's name shows that is not supported.
 *
 * @param part    of the name
 * @param rank    dimensions it must have, if that matters
 * @param unless  a tensor whose presence makes it harmless, or nothing
 * @param meaning in words
 */
record Refusal(String part, OptionalInt rank, String unless, String meaning) {
  private static final Map<Naming.Family, List<Refusal>> ALL = Arrays.stream(Naming.Family.values())
      .collect(Collectors.toMap(family -> family, family -> Resource.lines(family.refusals()).stream().map(Refusal::parse)
          .toList()));

  private static Refusal parse(String line) {
    int colon = line.indexOf(" : ");
    String[] words = line.substring(0, colon).strip().split("\\s+");
    OptionalInt rank = OptionalInt.empty();
    String unless = "";
    for (String word : words) {
      if (word.startsWith("rank=")) {
        rank = OptionalInt.of(Integer.parseInt(word.substring("rank=".length())));
      } else if (word.startsWith("unless=")) {
        unless = word.substring("unless=".length());
      }
    }
    return new Refusal(words[0], rank, unless, line.substring(colon + 3).strip());
  }

  /** Refuses tensors, by their names without prefixes, that a network of the family does not have. */
  static void check(String file, Map<String, RawTensor> tensors, Naming.Family family) {
    for (Refusal refusal : ALL.get(family)) {
      tensors.forEach((name, tensor) -> {
        if (name.contains(refusal.part()) && refusal.rank().orElse(tensor.shape().size()) == tensor.shape().size()
            && !tensors.containsKey(refusal.unless())) {
          throw new InputException(file + " has the tensor '" + tensor.name() + "': " + refusal.meaning() + family.wayOut());
        }
      });
    }
  }
}
