package vit2rtl.units.layernorm;

import java.util.List;
import vit2rtl.golden.layernorm.LayerNorm;
import vit2rtl.golden.layernorm.ReciprocalRoot;

/**
 * States, cycles and widths of {@link SharedLayerNormUnit}.
 *
 * @param config the unit's
 */
record SharedLayerNormSteps(LayerNormConfig config) {
  /**
   * In the order in which they follow each other; some repeat. Elements begin anew at take, and at align, as the next
   * deviation is there when a code has left.
   */
  static final List<String> STATES = List.of("take", "read", "decode", "factor", "subtract", "multiply",
      "settle", "normalise", "look_up", "slope", "line", "root",
      "deviation", "align", "root_high", "root_low", "join", "scale", "gain_high", "gain_low", "sum", "deliver");
  /** Cycles from taking an element to taking the next. */
  static final int ARRIVAL = 6;
  private static final int MOST_LOW_BITS = 15;

  /** Cycles from the first code of a row in to the first code out. */
  int latency() {
    return ARRIVAL * config.rows().length() + config.maxSteps() + 5 + element();
  }

  /** Cycles from a code out to the next of the row. */
  int element() {
    return 8 + alignments();
  }

  /** Cycles from the first code out to the last of so many rows, inclusive. */
  int outCycles(int groups) {
    return groups * (config.rows().length() - 1) * element() + (groups - 1) * (latency() + 1) + 1;
  }

  /** By how many times four places D is shifted at most, in one cycle, where that is not 0. */
  int fours() {
    return config.maxSteps() >> 2;
  }

  /** By how many places it is shifted at most in the cycle behind. */
  int ones() {
    return Math.min(3, config.maxSteps());
  }

  /** Both; in the last bits are dropped too. */
  int alignments() {
    return fours() > 0 ? 2 : 1;
  }

  /** 8 − e less the steps that U is normalised by. */
  private int constant() {
    return LayerNorm.ALIGN - (config.varianceBits() - ReciprocalRoot.MANTISSA_BITS) / 2;
  }

  /** Bits that A drops of the shifted D. */
  int drop() {
    return Math.max(0, -constant());
  }

  /** Places by which A·r lies above what is multiplied. */
  int rise() {
    return Math.max(0, constant());
  }

  /** Bits of the lower part of r and G. */
  int lowBits() {
    return Math.min(MOST_LOW_BITS, offsetRise());
  }

  /** Places by which B lies above z·G. */
  int offsetRise() {
    return config.format().fraction() - config.format().offsetFraction();
  }

  /** Bits of a. */
  int factorBits() {
    int statistics = config.sumType(3 * config.rows().length()).width();
    int leaving = Math.max(LayerNormLane.alignedBits(config) + drop(), LayerNormLane.normalisedBits(config));
    return Math.max(Math.max(statistics, leaving), ReciprocalRoot.POSITION_BITS + 1);
  }

  /** Bits of the other operand of the multiplier. */
  int digitBits() {
    int parts = Math.max(lowBits() + 1, Math.max(ReciprocalRoot.BITS + 1, config.format().gainBits()) - lowBits());
    return Math.max(parts, Math.max(config.valueType().width(), vit2rtl.units.math.ReciprocalRootUnit.narrower()));
  }

  /** Bits of the sum: U, r, A·r, and z·G + B. */
  int sumBits() {
    int normalised = LayerNormLane.normalisedBits(config);
    int result = Math.max(normalised + config.format().gainBits(), LayerNormLane.offsetType(config).width() + offsetRise());
    int root = Math.max(LayerNormLane.alignedBits(config) + ReciprocalRoot.BITS + 1,
        ReciprocalRoot.BITS + ReciprocalRoot.POSITION_BITS + 2);
    return Math.max(Math.max(config.varianceBits(), config.epsilonType().width() + 1), Math.max(result + 1, root));
  }
}
