package vit2rtl.hdl.rtl;

/** Which way a port carries data, seen from inside the module. */
public enum Direction {
  IN,
  OUT
}
