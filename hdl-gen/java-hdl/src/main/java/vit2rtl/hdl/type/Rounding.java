package vit2rtl.hdl.type;

/** What becomes of the bits that {@code round} drops. */
public enum Rounding {
  /** Towards −∞: the bits are cut off. */
  FLOOR,
  /** To the nearest; halves towards +∞. */
  HALF_UP,
  /** To the nearest; halves to the even neighbour. */
  HALF_EVEN
}
