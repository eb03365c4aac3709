package vit2rtl.bench;

import java.util.Optional;
import vit2rtl.sim.dut.StreamResult;

/**
 * What one run of a unit against its golden model showed.
 *
 * @param elements   elements compared
 * @param mismatches elements that differ
 * @param first      the first of them
 * @param cycles     cycles of the run, from its first to its last transfer
 * @param latency    cycles from the first beat in to the first beat out
 * @param outCycles  cycles from the first beat out to the last, inclusive: the rate at the output follows from it
 */
public record Comparison(
    long elements, long mismatches, Optional<Mismatch> first, long cycles, long latency, long outCycles) {

  /** Compares a run's only output with what is expected. */
  public static Comparison of(int[] expected, StreamResult run, int rowLength) {
    StreamResult.Received received = run.received().get(0);
    int[] actual = received.data();
    if (actual.length != expected.length) {
      throw new IllegalArgumentException("golden model and hardware deliver " + expected.length + " and "
          + actual.length + " elements");
    }
    return ofWhatCame(expected, run, rowLength);
  }

  /** The same of a run that may have been cut off: what has not come is not compared. */
  static Comparison ofWhatCame(int[] expected, StreamResult run, int rowLength) {
    StreamResult.Received received = run.received().get(0);
    long elements = 0;
    long mismatches = 0;
    Mismatch first = null;
    int lanes = received.lanes();
    for (int i = 0; i < expected.length; i++) {
      int actual = received.data()[i];
      int cycle = received.beatCycle()[i / rowLength * received.beats() + i % rowLength / lanes];
      if (cycle >= 0) {
        elements++;
        if (expected[i] != actual) {
          mismatches++;
          first = first != null ? first : new Mismatch(i, i / rowLength, i % rowLength, expected[i], actual, cycle);
        }
      }
    }
    return new Comparison(elements, mismatches, Optional.ofNullable(first), run.cycles() - run.firstIn(),
        run.latency(), received.lastCycle() - received.firstCycle() + 1);
  }

  /** Both runs together: elements, mismatches and cycles added, the latency and first mismatch of the earlier. */
  public Comparison plus(Comparison later) {
    return new Comparison(elements + later.elements, mismatches + later.mismatches, first.or(later::first),
        cycles + later.cycles, latency, outCycles + later.outCycles);
  }

  public boolean equal() {
    return mismatches == 0;
  }

  /** Elements per cycle while the output flows. */
  public double elementsPerCycle() {
    return (double) elements / outCycles;
  }
}
