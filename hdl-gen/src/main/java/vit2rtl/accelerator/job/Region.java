package vit2rtl.accelerator.job;

/**
 * Words of a memory.
 *
 * @param memory which
 * @param from   first word
 * @param to     behind the last word
 */
public record Region(Memory memory, int from, int to) {
  public Region {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException("words " + from + " to " + to + " of " + memory);
    }
  }

  /** {@code words} words from {@code from} on. */
  public static Region of(Memory memory, int from, int words) {
    return new Region(memory, from, from + words);
  }

  /** Some word is in both. */
  public boolean overlaps(Region other) {
    return memory == other.memory && from < other.to && other.from < to;
  }
}
