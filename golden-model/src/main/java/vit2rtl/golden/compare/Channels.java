package vit2rtl.golden.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Channels of LayerNorms' results that never change: in the integers, where all they carry was rounded away, or in the floats,
 * too, where nothing was there. Any number of threads may show it tensors.
 */
final class Channels {
  private static final Pattern NORM = Pattern.compile("(.*\\.)?norm(1|2|_pre)?");
  private static final int NAMED = 4;
  /** Fewer rows than this say little. */
  private static final int ENOUGH = 16;

  private final Map<String, Span> floats = new LinkedHashMap<>();
  private final Map<String, Span> integers = new LinkedHashMap<>();

  /** What the channels of a tensor held. */
  private static final class Span {
    private final double[] first;
    private final boolean[] changes;
    private int rows;

    Span(int columns) {
      first = new double[columns];
      changes = new boolean[columns];
    }

    void add(IntToDoubleFunction values, int more) {
      if (rows == 0) {
        Arrays.setAll(first, values);
      }
      for (int row = 0; row < more; row++) {
        for (int c = 0; c < first.length; c++) {
          changes[c] |= values.applyAsDouble(row * first.length + c) != first[c];
        }
      }
      rows += more;
    }
  }

  void seeFloats(String tensor, float[] values, int rows, int columns) {
    see(floats, tensor, i -> values[i], rows, columns);
  }

  void seeIntegers(String tensor, int[] values, int rows, int columns) {
    see(integers, tensor, i -> values[i], rows, columns);
  }

  private void see(Map<String, Span> seen, String tensor, IntToDoubleFunction values, int rows, int columns) {
    if (NORM.matcher(tensor).matches()) {
      synchronized (this) {
        seen.computeIfAbsent(tensor, name -> new Span(columns)).add(values, rows);
      }
    }
  }

  /** A sentence for each tensor with such channels. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    integers.forEach((tensor, span) -> {
      Span exact = floats.get(tensor);
      if (exact == null || span.rows < ENOUGH) {
        return;
      }
      List<Integer> still = IntStream.range(0, span.changes.length).filter(c -> !span.changes[c]).boxed().toList();
      List<Integer> dead = still.stream().filter(c -> !exact.changes[c]).toList();
      List<Integer> lost = still.stream().filter(c -> exact.changes[c]).toList();
      if (!dead.isEmpty()) {
        warnings.add(listed(tensor, dead) + (dead.size() == 1 ? " is dead: its value never changes" : " are dead: their values"
            + " never change") + ", in floats neither");
      }
      if (!lost.isEmpty()) {
        warnings.add(listed(tensor, lost) + (lost.size() == 1 ? " has" : " have")
            + " one code on every image: what they carry in floats is rounded away");
      }
    });
    return warnings;
  }

  private static String listed(String tensor, List<Integer> channels) {
    String named = channels.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(", "));
    return (channels.size() == 1 ? "channel " : channels.size() + " channels (") + named
        + (channels.size() == 1 ? "" : channels.size() > NAMED ? ", …)" : ")") + " of " + tensor;
  }
}
