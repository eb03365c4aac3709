package vit2rtl.golden.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
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
  static final String WAY_OUT = "; allowed: plain ViTs and DeiTs with a classifier (docs/checkpoints.md)";
  private static final List<Refusal> ALL = Resource.lines("refusals.txt").stream().map(Refusal::parse).toList();

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

  /** Refuses tensors, by their names without prefixes, that a plain ViT does not have. */
  static void check(String file, Map<String, RawTensor> tensors) {
    for (Refusal refusal : ALL) {
      tensors.forEach((name, tensor) -> {
        if (name.contains(refusal.part()) && refusal.rank().orElse(tensor.shape().size()) == tensor.shape().size()
            && !tensors.containsKey(refusal.unless())) {
          throw new InputException(file + " has the tensor '" + tensor.name() + "': " + refusal.meaning() + WAY_OUT);
        }
      });
    }
  }
}
