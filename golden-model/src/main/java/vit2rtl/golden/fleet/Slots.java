package vit2rtl.golden.fleet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One place for the result of every unit, filled once; a second copy must be equal to the last byte. */
final class Slots {
  private final byte[][] results;

  Slots(int units) {
    results = new byte[units][];
  }

  /** The first unit whose result is there and another, or −1. */
  int put(int from, List<byte[]> some) {
    for (int i = 0; i < some.size(); i++) {
      byte[] before = results[from + i];
      if (before != null && !Arrays.equals(before, some.get(i))) {
        return from + i;
      }
      results[from + i] = some.get(i);
    }
    return -1;
  }

  boolean isFull(Span span) {
    return firstEmpty(span.from(), span.to()) == span.to();
  }

  /** Ranges of units that have no result, as text: "3 to 7". */
  List<String> missing() {
    List<String> ranges = new ArrayList<>();
    for (int at = firstEmpty(0, results.length); at < results.length; ) {
      int end = at;
      while (end < results.length && results[end] == null) {
        end++;
      }
      ranges.add(end - at == 1 ? String.valueOf(at) : at + " to " + (end - 1));
      at = firstEmpty(end, results.length);
    }
    return ranges;
  }

  private int firstEmpty(int from, int to) {
    int at = from;
    while (at < to && results[at] != null) {
      at++;
    }
    return at;
  }

  List<byte[]> all() {
    return Arrays.asList(results);
  }
}
