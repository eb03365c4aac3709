package vit2rtl.bench.accelerator;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import vit2rtl.sim.dut.StreamResult;

/** What one tap showed, compared beat after beat with golden tensors. */
final class TapReader {
  private final StreamResult.Received tap;
  private final int[] expected;
  /** Elements that nothing is expected of. */
  private final BitSet open = new BitSet();
  private int beat;
  private long elements;
  private long mismatches;
  private final Map<String, TensorTally> tallies = new LinkedHashMap<>();
  private Difference first;

  TapReader(StreamResult.Received tap) {
    this.tap = tap;
    this.expected = tap.data().clone();
    open.set(0, expected.length);
  }

  /** The next beat holds these columns of a row, less a zero point; −1 for padding. */
  void expect(int image, String job, GoldenTensors golden, String name, int zero, int row, int[] columns, int from) {
    GoldenTensors.Tensor tensor = golden.tensor(name);
    int lanes = tap.lanes();
    TensorTally before = new TensorTally(elements, mismatches);
    for (int lane = 0; lane < lanes && from + lane < columns.length; lane++) {
      int column = columns[from + lane];
      if (column >= 0) {
        int wanted = tensor.values()[row * tensor.columns() + column];
        int actual = tap.data()[beat * lanes + lane] + zero;
        expected[beat * lanes + lane] = wanted - zero;
        open.clear(beat * lanes + lane);
        elements++;
        if (wanted != actual) {
          mismatches++;
          note(new Difference(image, tensor.order(), name, row, column, wanted, actual, tap.beatCycle()[beat], job));
        }
      }
    }
    beat++;
    tallies.merge(name, new TensorTally(elements - before.elements(), mismatches - before.mismatches()),
        TensorTally::plus);
  }

  /** A whole row, beat by beat. */
  void expectRow(int image, String job, GoldenTensors golden, String name, int zero, int row, int[] columns) {
    for (int from = 0; from < columns.length; from += tap.lanes()) {
      expect(image, job, golden, name, zero, row, columns, from);
    }
  }

  /** Beats that no tensor is compared with. */
  void skip(int beats) {
    beat += beats;
  }

  private void note(Difference difference) {
    if (first == null || difference.compareTo(first) < 0) {
      first = difference;
    }
  }

  /** What the tap should have shown; where nothing is expected, what it showed. */
  int[] expected() {
    return expected;
  }

  /** Elements that nothing is expected of: padding, and beats that no tensor is compared with. */
  BitSet open() {
    return open;
  }

  long elements() {
    return elements;
  }

  long mismatches() {
    return mismatches;
  }

  /** Elements and mismatches of each tensor by its name. */
  Map<String, TensorTally> tallies() {
    return tallies;
  }

  Optional<Difference> first() {
    return Optional.ofNullable(first);
  }
}
