package vit2rtl.golden.fleet;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import vit2rtl.golden.InputException;

/** Shard files put together, in any order, some perhaps twice; nothing is taken that does not belong, nothing left out. */
public final class Merge {
  private Merge() {}

  /** All results of the work that the files are of; refused where a file is damaged or of other work, or one is missing. */
  public static WorkResults of(List<Path> files) {
    WorkHead head = null;
    Slots slots = null;
    Path first = null;
    int cut = 0;
    double seconds = 0;
    for (Path file : files) {
      ShardFile shard = ShardFile.read(file);
      if (head == null) {
        head = shard.head();
        slots = new Slots(head.units());
        first = file;
        cut = shard.span().of();
      }
      requireSame(first, head, file, shard.head());
      boolean twice = slots.isFull(shard.span());
      int other = slots.put(shard.span().from(), shard.results());
      if (other >= 0) {
        throw new InputException(file + " gives unit " + other + " another result than a shard before it, of the same work"
            + " and build; one of the machines computes wrongly: run both shards again");
      }
      seconds += twice ? 0 : shard.seconds();
    }
    if (head == null) {
      throw new InputException("there is nothing to merge; name the shards' files");
    }
    List<String> missing = slots.missing();
    if (!missing.isEmpty()) {
      throw new InputException("shards are missing: of " + head.units() + " units there are no results of "
          + String.join(", ", missing) + named(head.units(), cut, slots) + "; run them and merge all files");
    }
    return new WorkResults(head, slots.all(), seconds);
  }

  /** Which shards those are, where all are cut as the first one is. */
  private static String named(int units, int of, Slots slots) {
    List<String> names = IntStream.rangeClosed(1, of).mapToObj(i -> Span.of(units, i, of))
        .filter(span -> !slots.isFull(span)).map(span -> span.index() + "/" + of).toList();
    return ", which are --shard " + String.join(", ", names);
  }

  static void requireSame(Path first, WorkHead head, Path file, WorkHead other) {
    if (head.key().equals(other.key())) {
      return;
    }
    String why = !head.kind().equals(other.kind()) ? "it is of '" + other.kind() + "', the other of '" + head.kind() + "'"
        : !head.build().equals(other.build()) ? "another build of vit2rtl made it"
        : !head.description().equals(other.description()) || head.units() != other.units()
            ? "it was made with other arguments" : "it was made with another model, other images or other files";
    throw new InputException(file + " does not belong to " + first + ": " + why + "; leave one of them out");
  }
}
