package vit2rtl.bench.prove.rows;

import java.util.List;

/**
 * What the registers of a word hold.
 *
 * @param origin   what it is made of
 * @param literals bit 0 first, over symbols for what the row's beats bring; of other rows, inputs that stand for anything
 */
record Term(Origin origin, List<Integer> literals) {
  /** What of the rows that came in something depends on, as far as control does not shut it out. */
  enum Origin {
    /** No row, so it is a constant. */
    NONE,
    /** The row that is followed, and no other. */
    ROW,
    /** Others than the row that is followed. */
    OTHER
  }
}
