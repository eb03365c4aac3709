package vit2rtl.bench.unit;

import java.util.OptionalInt;
import java.util.Random;
import vit2rtl.bench.UnitBench;
import vit2rtl.units.UnitConfig;

/**
 * Rows that exercise a unit: extremes, constants, narrow and wide spreads, and every third the row of its configuration
 * that hits its ties and limits.
 */
public final class Stimulus {
  private static final int CRITICAL = 3;
  /** A prime greater than any number of values that an element has, so no row comes twice. */
  private static final int STRIDE = 611_953;

  private Stimulus() {}

  /** At least so many rows, in whole groups. */
  public static int[] rows(UnitBench bench, int rows, Random random) {
    return rows(bench.config(), rows, random);
  }

  /** At least so many rows, in whole groups. */
  public static int[] rows(UnitConfig config, int atLeast, Random random) {
    int rows = (atLeast + config.group().rows() - 1) / config.group().rows() * config.group().rows();
    int length = config.rowElements();
    int least = (int) config.inputs().min();
    int greatest = (int) config.inputs().max();
    int[] data = new int[rows * length];
    for (int row = 0; row < rows; row++) {
      if (row % CRITICAL == CRITICAL - 1) {
        System.arraycopy(config.critical(random), 0, data, row * length, length);
      } else {
        int[] any = new int[length];
        fill(any, row % 8, least, greatest, random);
        System.arraycopy(config.admissible(any), 0, data, row * length, length);
      }
    }
    return data;
  }

  /** How many rows there are; none where a row is not alone, or where they are more than that. */
  public static OptionalInt count(UnitConfig config, int most) {
    long count = 1;
    for (int i = 0; i < config.rowElements() && count <= most; i++) {
      count *= config.inputs().max() - config.inputs().min() + 1;
    }
    return config.group().rows() > 1 || count > most ? OptionalInt.empty() : OptionalInt.of((int) count);
  }

  /**
   * Some of all rows that there are, each once, in an order in which neighbours differ: row i has the number i·{@value
   * #STRIDE} modulo their count, whose digits are its elements.
   *
   * @param count of all, as {@link #count} says
   */
  public static int[] every(UnitConfig config, int count, int from, int to) {
    int length = config.rowElements();
    int least = (int) config.inputs().min();
    int values = (int) config.inputs().max() - least + 1;
    int[] data = new int[(to - from) * length];
    for (int row = from; row < to; row++) {
      int[] elements = new int[length];
      int rest = (int) ((long) row * STRIDE % count);
      for (int i = 0; i < length; i++) {
        elements[i] = least + rest % values;
        rest /= values;
      }
      System.arraycopy(config.admissible(elements), 0, data, (row - from) * length, length);
    }
    return data;
  }

  private static void fill(int[] row, int kind, int least, int greatest, Random random) {
    int centre = random.nextInt(least, greatest + 1);
    int lonely = random.nextInt(row.length);
    for (int i = 0; i < row.length; i++) {
      int value = switch (kind) {
        case 0 -> centre;
        case 1 -> random.nextBoolean() ? least : greatest;
        case 2 -> i == lonely ? greatest : least;
        case 3 -> i == lonely ? least : greatest;
        case 4 -> centre + random.nextInt(3) - 1;
        case 5 -> centre + (int) Math.rint(random.nextGaussian() * (greatest - least) / 24);
        default -> random.nextInt(least, greatest + 1);
      };
      row[i] = Math.max(least, Math.min(greatest, value));
    }
  }
}
