package vit2rtl.accelerator.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive rows.
 *
 * @param from  first
 * @param count how many
 */
record Rows(int from, int count) {

  /** {@code count} rows in groups of at most {@code size}. */
  static List<Rows> groups(int count, int size) {
    List<Rows> groups = new ArrayList<>();
    for (int from = 0; from < count; from += size) {
      groups.add(new Rows(from, Math.min(size, count - from)));
    }
    return groups;
  }
}
