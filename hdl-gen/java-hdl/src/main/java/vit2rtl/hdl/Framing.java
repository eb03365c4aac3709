package vit2rtl.hdl;

/** Whether the beats of a stream or flow say where rows end. */
public enum Framing {
  /** {@code last} marks the last beat of every row. */
  ROWS,
  /** Beats without end: there is no {@code last}. */
  NONE
}
