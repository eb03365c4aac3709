package vit2rtl.hdl.diagram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import vit2rtl.hdl.diagram.Drawing.Kind;
import vit2rtl.hdl.diagram.Drawing.Net;
import vit2rtl.hdl.diagram.Drawing.Sink;

/**
 * In which column each box stands: sources left of what they drive. Connections are taken in the order of their weight,
 * and one that would close a cycle is left out, so that the main flow runs forward and only lesser wires run back.
 */
final class Ranks {
  private final Drawing drawing;
  private final List<List<Integer>> next = new ArrayList<>();
  private final List<List<Integer>> before = new ArrayList<>();

  private Ranks(Drawing drawing) {
    this.drawing = drawing;
    drawing.boxes().forEach(box -> {
      next.add(new ArrayList<>());
      before.add(new ArrayList<>());
    });
  }

  static int[] of(Drawing drawing) {
    Ranks ranks = new Ranks(drawing);
    drawing.nets().stream().sorted(Comparator.comparing(Net::weight).reversed()).forEach(ranks::add);
    return ranks.columns();
  }

  private void add(Net net) {
    for (Sink sink : net.sinks()) {
      if (sink.box() != net.box() && !next.get(net.box()).contains(sink.box())
          && !reaches(sink.box(), net.box(), new boolean[next.size()])) {
        next.get(net.box()).add(sink.box());
        before.get(sink.box()).add(net.box());
      }
    }
  }

  private boolean reaches(int from, int to, boolean[] seen) {
    if (from == to) {
      return true;
    }
    seen[from] = true;
    return next.get(from).stream().anyMatch(n -> !seen[n] && reaches(n, to, seen));
  }

  private int[] columns() {
    int count = next.size();
    int[] column = new int[count];
    for (int round = 0; round < count; round++) {
      for (int i = 0; i < count; i++) {
        int least = kind(i) == Kind.INPUT ? 0 : 1;
        column[i] = before.get(i).stream().mapToInt(b -> column[b] + 1).reduce(least, Math::max);
      }
    }
    // What nothing drives stands beside what it drives.
    for (int round = 0; round < count; round++) {
      for (int i = 0; i < count; i++) {
        if (before.get(i).isEmpty() && kind(i) != Kind.INPUT && !next.get(i).isEmpty()) {
          column[i] = Math.max(1, next.get(i).stream().mapToInt(n -> column[n] - 1).min().orElse(1));
        }
      }
    }
    int last = 1;
    for (int i = 0; i < count; i++) {
      last = Math.max(last, kind(i) == Kind.OUTPUT ? column[i] : column[i] + 1);
    }
    for (int i = 0; i < count; i++) {
      if (kind(i) == Kind.OUTPUT) {
        column[i] = last;
      }
    }
    return column;
  }

  private Kind kind(int box) {
    return drawing.boxes().get(box).kind();
  }
}
