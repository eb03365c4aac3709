package vit2rtl.units;

/** Who takes the results of a unit. */
public enum Outlet {
  /** A stream that may not be ready: the unit holds, as far as its results reach back. */
  MAY_WAIT,
  /** Always ready: nothing holds the unit, and no signal goes from its end to all its registers. A check demands it. */
  ALWAYS_READY
}
