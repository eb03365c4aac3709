package vit2rtl.sim.icarus;

import java.util.Optional;

/**
 * What a self-checking run found.
 *
 * @param elements    elements compared
 * @param differences elements that differ, undefined ones ({@code x}) included
 * @param cycles      cycles of the job, as {@link vit2rtl.sim.dut.StreamResult#cycles} counts them
 * @param first       the first difference
 * @param fault       a sentence where the run broke the stream rules, printed an assertion or did not end in time
 */
public record VectorOutcome(
    long elements, long differences, long cycles, Optional<Difference> first, Optional<String> fault) {

  /**
   * One element that differs.
   *
   * @param stream   name of the sink
   * @param index    position in the sink's elements, row-major
   * @param expected value
   * @param actual   value as Verilog prints it: a number, or with x where it is undefined
   * @param cycle    cycle in which it was delivered
   */
  public record Difference(String stream, int index, int expected, String actual, long cycle) {
    @Override
    public String toString() {
      return "stream " + stream + ", element " + index + ": expected " + expected + ", got " + actual + " in cycle "
          + cycle;
    }
  }

  /** {@return whether everything came out as expected} */
  public boolean passed() {
    return differences == 0 && fault.isEmpty();
  }

  /** One line: passed, or what is wrong first. */
  @Override
  public String toString() {
    if (passed()) {
      return "passed: " + elements + " elements in " + cycles + " cycles";
    }
    return "failed: " + fault.orElseGet(() -> differences + " of " + elements + " elements differ; "
        + first.map(Difference::toString).orElse("none printed"));
  }
}
