package vit2rtl.hdl.diagram;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vit2rtl.hdl.diagram.Drawing.Net;
import vit2rtl.hdl.diagram.Drawing.Sink;

/**
 * The drawing in columns: boxes, passing nets, and the wires between neighbours; in each column in the order, from top
 * to bottom, that crosses the fewest wires of those tried.
 */
final class Columns {
  private static final int SWEEPS = 12;

  final List<List<Item>> columns = new ArrayList<>();
  final List<Item> boxes = new ArrayList<>();
  /** The wires right of each column. */
  final List<List<Wire>> wires = new ArrayList<>();
  /** Connections that run back, drawn around everything. */
  final List<Back> backs = new ArrayList<>();

  /** A connection to the same column or one further left. */
  record Back(int net, Item from, int fromPin, Item to, Sink sink) {}

  Columns(Drawing drawing) {
    int[] column = Ranks.of(drawing);
    int count = java.util.Arrays.stream(column).max().orElse(0) + 1;
    for (int i = 0; i < count; i++) {
      columns.add(new ArrayList<>());
      wires.add(new ArrayList<>());
    }
    for (int i = 0; i < column.length; i++) {
      Item item = new Item(drawing.boxes().get(i), -1, column[i]);
      boxes.add(item);
      columns.get(column[i]).add(item);
    }
    for (int n = 0; n < drawing.nets().size(); n++) {
      connect(n, drawing.nets().get(n));
    }
    order();
  }

  private void connect(int number, Net net) {
    Item source = boxes.get(net.box());
    Map<Integer, Item> passing = new HashMap<>();
    for (Sink sink : net.sinks()) {
      Item target = boxes.get(sink.box());
      if (target.column <= source.column) {
        backs.add(new Back(number, source, net.pin(), target, sink));
        continue;
      }
      Item at = source;
      int pin = net.pin();
      for (int c = source.column + 1; c < target.column; c++) {
        Item known = passing.get(c);
        if (known == null) {
          known = new Item(null, number, c);
          passing.put(c, known);
          columns.get(c).add(known);
          wires.get(c - 1).add(new Wire(number, at, pin, known, -1, 0, false));
        }
        at = known;
        pin = -1;
      }
      wires.get(target.column - 1).add(new Wire(number, at, pin, target, sink.pin(), sink.slot(), sink.registered()));
    }
  }

  private void order() {
    number();
    List<List<Item>> best = copy();
    long fewest = crossings();
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean forward = sweep % 2 == 0;
      for (int i = 1; i < columns.size(); i++) {
        arrange(forward ? i : columns.size() - 1 - i, forward);
      }
      long now = crossings();
      if (now < fewest) {
        fewest = now;
        best = copy();
      }
    }
    for (int c = 0; c < best.size(); c++) {
      columns.set(c, best.get(c));
    }
    number();
  }

  private List<List<Item>> copy() {
    List<List<Item>> copy = new ArrayList<>();
    columns.forEach(column -> copy.add(new ArrayList<>(column)));
    return copy;
  }

  private void number() {
    for (List<Item> column : columns) {
      for (int i = 0; i < column.size(); i++) {
        column.get(i).index = i;
      }
    }
  }

  /** Sorts one column by where its neighbours stand. */
  private void arrange(int column, boolean forward) {
    Map<Item, double[]> sums = new HashMap<>();
    for (Wire wire : wires.get(forward ? column - 1 : column)) {
      double[] sum = sums.computeIfAbsent(forward ? wire.to() : wire.from(), i -> new double[2]);
      sum[0] += forward ? fromPlace(wire) : toPlace(wire);
      sum[1]++;
    }
    columns.get(column).sort(Comparator.comparingDouble(
        item -> sums.containsKey(item) ? sums.get(item)[0] / sums.get(item)[1] : item.index));
    number();
  }

  private static double fromPlace(Wire wire) {
    return wire.from().index + Math.max(0, wire.fromPin()) / 100.0;
  }

  private static double toPlace(Wire wire) {
    return wire.to().index + (Math.max(0, wire.toPin()) + wire.toSlot() / 10.0) / 100.0;
  }

  private long crossings() {
    long count = 0;
    for (List<Wire> channel : wires) {
      for (int i = 0; i < channel.size(); i++) {
        for (int j = i + 1; j < channel.size(); j++) {
          Wire a = channel.get(i);
          Wire b = channel.get(j);
          if (a.net() != b.net() && (fromPlace(a) - fromPlace(b)) * (toPlace(a) - toPlace(b)) < 0) {
            count++;
          }
        }
      }
    }
    return count;
  }
}
