package vit2rtl.golden.fleet;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import vit2rtl.golden.InputException;

/**
 * A shard: some of the units, one behind the other.
 *
 * @param index which one, from 1 on
 * @param of    how many there are
 * @param from  its first unit
 * @param to    the unit behind its last; equal to {@code from} where there are more shards than units
 */
public record Span(int index, int of, int from, int to) implements Serializable {

  public Span {
    if (of < 1 || index < 1 || index > of || from < 0 || from > to) {
      throw new InputException("shard " + index + "/" + of + "; allowed: 1/N to N/N");
    }
  }

  /** Shard {@code index} of {@code of}: sizes differ by one unit at most. */
  public static Span of(int units, int index, int of) {
    return new Span(index, of, (int) ((long) units * (index - 1) / of), (int) ((long) units * index / of));
  }

  /** All units in so many shards, in fewer where there are fewer units. */
  public static List<Span> cut(int units, int shards) {
    int of = Math.max(1, Math.min(units, shards));
    return IntStream.rangeClosed(1, of).mapToObj(i -> of(units, i, of)).toList();
  }

  public int size() {
    return to - from;
  }

  @Override
  public String toString() {
    return "shard " + index + "/" + of + (size() == 0 ? ", no units" : size() == 1 ? ", unit " + from
        : ", units " + from + " to " + (to - 1));
  }
}
