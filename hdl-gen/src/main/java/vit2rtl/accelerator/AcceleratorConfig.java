package vit2rtl.accelerator;

import java.util.Locale;
import vit2rtl.golden.InputException;
import vit2rtl.golden.vit.VitShape;

/**
 * What an accelerator is: the shape of the networks it runs, the integers they are made of, and how much of it works in
 * a cycle. Everything else (memories, widths, latencies, the job format) follows; see {@link Layout}.
 *
 * @param shape        sizes of the network
 * @param formats      widths
 * @param columns      C, output columns of the matrix engine
 * @param inner        K, inputs of each column; C·K multipliers. A beat of the constant stream has K bytes
 * @param lanes        L, elements per cycle behind the engine and in LayerNorm: a power of two that divides C and K
 * @param softmaxLanes P, scores per cycle in the softmax and codes per cycle in attention·V: a power of two
 * @param contextLanes A, elements of a value vector per cycle in attention·V: all d of a head, or a multiple of L
 * @param groups       T, how many parts the tokens are cut into, so that the engine works on one part while another is
 *                     normalised; every weight is sent T times per image
 * @param taps         whether every integer tensor is shown on streams of its own, for verification
 * @param products     how the engine's products are made
 * @param economy      what is saved at the cost of speed
 * @param ways         how far the engine's columns are from what feeds them
 */
public record AcceleratorConfig(VitShape shape, Formats formats, int columns, int inner, int lanes, int softmaxLanes,
    int contextLanes, int groups, Taps taps, Products products, Economy economy, Ways ways) {
  public static final int MAX_MULTIPLIERS = 16384;
  public static final int MAX_LANES = 64;

  /** Whether the text has tap streams. */
  public enum Taps { NONE, STREAMS }

  /** How products of the engine are made. */
  public enum Products {
    /** A multiplier each. */
    PLAIN,
    /**
     * Those of an activation with the weights of two columns in one multiplier of 25 by 8 bits, as it fits the DSP48 of
     * AMD's devices; C must be even.
     */
    PACKED,
    /**
     * Those of an activation with the weights of two columns in one multiplier block of an iCE40 UltraPlus, an SB_MAC16 in
     * its mode of two products of 8 bits, with its registers; C must be even, and operands have 8 bits.
     */
    DUAL
  }

  /** From the activations to the engine's columns. */
  public enum Ways {
    /** A wire. */
    SHORT,
    /**
     * Registers on the ways between parts that lie all over a chip, and in the parts where a path has many wires: in front
     * of every column of the engine, at the ends of jobs, in front of the queues, in the drain. See docs/accelerator.md.
     */
    LONG
  }

  /** Whether parts are far from each other. */
  public boolean isFar() {
    return ways == Ways.LONG;
  }

  public AcceleratorConfig {
    require("columns", columns, 1, MAX_MULTIPLIERS);
    require("inner", inner, 1, MAX_MULTIPLIERS / columns);
    require("lanes", lanes, 1, MAX_LANES);
    require("softmax-lanes", softmaxLanes, 1, MAX_LANES);
    require("context-lanes", contextLanes, 1, 4096);
    require("groups", groups, 1, shape.tokens());
    powerOfTwo("lanes", lanes);
    powerOfTwo("softmax-lanes", softmaxLanes);
    if (columns % lanes != 0 || inner % lanes != 0) {
      throw new InputException("network: lanes=" + lanes + " with columns=" + columns + " and inner=" + inner
          + "; allowed: a power of two that divides both");
    }
    if (products != Products.PLAIN && columns % 2 != 0) {
      throw new InputException("network: products=" + products.name().toLowerCase(Locale.ROOT) + " with columns=" + columns
          + "; allowed: an even number of columns, of which two share a multiplier");
    }
    if (products == Products.DUAL && formats.operandBits() != Byte.SIZE) {
      throw new InputException("network: products=dual with operands of " + formats.operandBits()
          + " bits; allowed: 8, as of models whose queries, keys and values have no zero point; others take products=plain");
    }
    if (economy.memories() == Economy.Memories.SINGLE_PORT && formats.operandBits() != Byte.SIZE) {
      throw new InputException("network: memories=single-port with operands of " + formats.operandBits()
          + " bits; allowed: 8, as of models whose queries, keys and values have no zero point; others take"
          + " memories=blocks");
    }
    if (economy.attention() == Economy.Attention.SERIAL && (lanes != 1 || contextLanes != 1 || softmaxLanes != 1)) {
      throw new InputException("network: attention=serial with lanes=" + lanes + ", softmax-lanes=" + softmaxLanes
          + " and context-lanes=" + contextLanes + "; allowed: one of each, as one element is worked on at a time");
    }
    int head = shape.headWidth();
    if (contextLanes > head || contextLanes < head && contextLanes % lanes != 0 || lanes > contextLanes) {
      throw new InputException("network: context-lanes=" + contextLanes + " with lanes=" + lanes + " and heads of " + head
          + " elements; allowed: " + head + ", or a smaller multiple of the lanes");
    }
  }

  /** With a multiplier for every product, and nothing saved. */
  public AcceleratorConfig(VitShape shape, Formats formats, int columns, int inner, int lanes, int softmaxLanes,
      int contextLanes, int groups, Taps taps) {
    this(shape, formats, columns, inner, lanes, softmaxLanes, contextLanes, groups, taps, Products.PLAIN,
        Economy.NONE, Ways.SHORT);
  }

  private static void require(String name, int value, int least, int greatest) {
    if (value < least || value > greatest) {
      throw new InputException("network: " + name + "=" + value + "; allowed: " + least + " to " + greatest);
    }
  }

  private static void powerOfTwo(String name, int value) {
    if (Integer.bitCount(value) != 1) {
      throw new InputException("network: " + name + "=" + value + "; allowed: powers of two to " + MAX_LANES);
    }
  }

  /** Multipliers of the engine. */
  public int multipliers() {
    return columns * inner;
  }

  public AcceleratorConfig withTaps(Taps wanted) {
    return new AcceleratorConfig(shape, formats, columns, inner, lanes, softmaxLanes, contextLanes, groups, wanted,
        products, economy, ways);
  }

  public AcceleratorConfig withProducts(Products wanted) {
    return new AcceleratorConfig(shape, formats, columns, inner, lanes, softmaxLanes, contextLanes, groups, taps,
        wanted, economy, ways);
  }

  public AcceleratorConfig withEconomy(Economy wanted) {
    return new AcceleratorConfig(shape, formats, columns, inner, lanes, softmaxLanes, contextLanes, groups, taps,
        products, wanted, ways);
  }

  public AcceleratorConfig withWays(Ways wanted) {
    return new AcceleratorConfig(shape, formats, columns, inner, lanes, softmaxLanes, contextLanes, groups, taps,
        products, economy, wanted);
  }
}
