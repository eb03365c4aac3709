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
    long mismatches = 0;
    Mismatch first = null;
    int lanes = received.lanes();
    for (int i = 0; i < expected.length; i++) {
      if (expected[i] != actual[i]) {
        if (first == null) {
          int beat = i / rowLength * received.beats() + i % rowLength / lanes;
          first = new Mismatch(i, i / rowLength, i % rowLength, expected[i], actual[i], received.beatCycle()[beat]);
        }
        mismatches++;
      }
    }
    return new Comparison(expected.length, mismatches, Optional.ofNullable(first), run.cycles() - run.firstIn(),
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
