package vit2rtl.units;

import java.util.List;
import java.util.Map;
import vit2rtl.golden.IntRange;

/**
 * What the configuration of every unit says: how rows travel through it, what integers they are made of, what constants
 * it needs, how long it takes, and the unit itself.
 */
public interface UnitConfig {

  /** Row length and lanes, the same on both sides. */
  Rows rows();

  /** Where the constants are. */
  TableSource tables();

  /** The constants, with the elements of this configuration's layer. */
  List<ConstantTable<?>> constants();

  /**
   * What the load port takes so that the unit computes the layer of this configuration: the values of its signals but
   * {@code load_valid}, cycle by cycle; nothing where constants are baked.
   */
  default List<Map<String, Long>> loading() {
    return tables() == TableSource.BAKED ? List.of() : new LoadFormat(constants()).cycles();
  }

  /** The integers a unit takes. */
  IntRange inputs();

  /** The integers a unit gives. */
  IntRange outputs();

  /** Cycles from the first beat of a row in to the first beat out, nobody stalling. */
  int latency();

  /** The unit; called during an elaboration. */
  RowUnit<?, ?> create();
}
