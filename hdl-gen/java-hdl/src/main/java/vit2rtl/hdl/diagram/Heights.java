package vit2rtl.hdl.diagram;

import java.util.ArrayList;
import java.util.List;

/**
 * How high each item stands: as near as possible to the wires' other ends, in the order of the column, with room
 * between items. Per column this is least squares under the order, solved by pooling neighbours that would overlap.
 */
final class Heights {
  private static final int SWEEPS = 10;
  private static final double PASSING = 3;

  private final Columns columns;

  private Heights(Columns columns) {
    this.columns = columns;
  }

  static void set(Columns columns) {
    Heights heights = new Heights(columns);
    columns.columns.forEach(heights::stack);
    int count = columns.columns.size();
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int i = 0; i < count; i++) {
        heights.settle(sweep % 2 == 0 ? i : count - 1 - i);
      }
    }
    heights.fromZero();
  }

  private void stack(List<Item> column) {
    for (int i = 1; i < column.size(); i++) {
      column.get(i).y = column.get(i - 1).y + column.get(i - 1).gap(column.get(i));
    }
  }

  /** A run of items that touch. */
  private record Pool(double sum, double weight, int size) {
    double place() {
      return sum / weight;
    }
  }

  private void settle(int number) {
    List<Item> column = columns.columns.get(number);
    int[] offset = new int[column.size()];
    List<Pool> pools = new ArrayList<>();
    for (int i = 0; i < column.size(); i++) {
      offset[i] = i == 0 ? 0 : offset[i - 1] + column.get(i - 1).gap(column.get(i));
      double[] wish = wish(column.get(i), number);
      Pool pool = new Pool((wish[0] - offset[i]) * wish[1], wish[1], 1);
      while (!pools.isEmpty() && pools.get(pools.size() - 1).place() >= pool.place()) {
        Pool above = pools.remove(pools.size() - 1);
        pool = new Pool(above.sum + pool.sum, above.weight + pool.weight, above.size + pool.size);
      }
      pools.add(pool);
    }
    int i = 0;
    for (Pool pool : pools) {
      for (int k = 0; k < pool.size; k++, i++) {
        column.get(i).y = (int) Math.round(pool.place() / Item.LINE) * Item.LINE + offset[i];
      }
    }
  }

  /** Where an item would like to stand, and how much. */
  private double[] wish(Item item, int column) {
    double sum = 0;
    double weight = 0;
    if (column > 0) {
      for (Wire wire : columns.wires.get(column - 1)) {
        if (wire.to() == item) {
          double w = wire.from().box == null || item.box == null ? PASSING : 1;
          sum += w * (wire.fromY() - (wire.toY() - item.y));
          weight += w;
        }
      }
    }
    for (Wire wire : columns.wires.get(column)) {
      if (wire.from() == item) {
        double w = wire.to().box == null || item.box == null ? PASSING : 1;
        sum += w * (wire.toY() - (wire.fromY() - item.y));
        weight += w;
      }
    }
    return weight == 0 ? new double[] {item.y, 0.01} : new double[] {sum / weight, weight};
  }

  private void fromZero() {
    int least = columns.columns.stream().flatMap(List::stream).mapToInt(item -> item.y).min().orElse(0);
    columns.columns.forEach(column -> column.forEach(item -> item.y -= least));
  }
}
