package vit2rtl.golden.ops;

/** A matrix in the order in which a product reads it. */
public sealed interface PackedMatrix permits PackedTiles, PackedPairs {
  /** Rows, the length of a sum. */
  int rows();

  /** Columns, without any padding. */
  int columns();
}
