package vit2rtl.units;

/** Where a unit's tables come from. */
public enum TableSource {
  /** Constants in the emitted text: smallest, one layer per instance. */
  BAKED,
  /** Memories with a load port, initialised with the given layer's constants: one instance serves many layers. */
  LOADABLE
}
