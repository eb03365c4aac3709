package vit2rtl.hdl.rtl;

/** The edge of a clock at which registers change. */
public enum Edge {
  /** From low to high. */
  RISING,
  /** From high to low. */
  FALLING
}
