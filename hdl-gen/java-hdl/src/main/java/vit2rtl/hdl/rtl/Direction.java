package vit2rtl.hdl.rtl;

/** Which way a port carries data, seen from inside the module. */
public enum Direction {
  /** Into the design. */
  IN,
  /** Out of the design. */
  OUT
}
