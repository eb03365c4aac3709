package vit2rtl.units;

import vit2rtl.golden.InputException;

/**
 * How rows travel over a stream: {@code lanes} elements per beat, the last beat padded where lanes do not divide the
 * row. Padding on an input is ignored; padding on an output is 0.
 *
 * @param length elements per row, 1…4096
 * @param lanes  elements per beat, 1…64
 */
public record Rows(int length, int lanes) {
  public static final int MAX_LENGTH = 4096;
  public static final int MAX_LANES = 64;

  public Rows {
    if (length < 1 || length > MAX_LENGTH) {
      throw new InputException("row length is " + length + "; allowed: 1 to " + MAX_LENGTH);
    }
    if (lanes < 1 || lanes > MAX_LANES) {
      throw new InputException("lanes is " + lanes + "; allowed: 1 to " + MAX_LANES);
    }
  }

  /** Beats per row, ⌈length/lanes⌉. */
  public int beats() {
    return (length + lanes - 1) / lanes;
  }

  /** Elements in the last beat, 1…lanes. */
  public int tail() {
    return length - (beats() - 1) * lanes;
  }
}
