package vit2rtl.bench.mutate;

/**
 * A small fault, put into a unit on purpose.
 *
 * @param number   from 1, its value at the port that chooses among the mutants of one model
 * @param origin   what was changed
 * @param kind     what was done, in a few words
 * @param module   where
 * @param line     of the emitted text, from 1
 * @param original that line, without indentation
 * @param mutated  what it became; of a netlist, which pin of which cell does what
 */
public record Mutant(int number, Origin origin, String kind, String module, int line, String original, String mutated) {

  /** What was changed. */
  public enum Origin {
    /** A line of the emitted Verilog. */
    TEXT,
    /** A cell of what Yosys makes of it. */
    NETLIST
  }

  /** The place, in one line. */
  public String place() {
    return module + ", line " + line + ", " + kind + ": " + original + "  →  " + mutated;
  }
}
