package vit2rtl.units;

/** How products are built. */
public enum MultiplierStyle {
  /** One {@code *} with two pipeline registers behind it, for synthesis to put into DSP blocks. */
  DSP,
  /** Rows of adders with a register behind every level, for devices without DSP blocks. */
  LOGIC,
  /** Products per element as {@link #DSP}, the one per row as {@link #LOGIC}: for devices with few blocks. */
  MIXED,
  /**
   * One adder per product, which takes a bit of the narrower operand per cycle: for the smallest devices. A unit then
   * takes a beat every so many cycles as its longest product has bits, and one more.
   */
  SERIAL,
  /**
   * One multiplier, which all products take in turn: the fewest registers. A unit then has one row inside, an element at a
   * time.
   */
  SHARED;

  /** How a product that is made once per row is built. */
  public MultiplierStyle perRow() {
    return this == MIXED ? LOGIC : this;
  }
}
