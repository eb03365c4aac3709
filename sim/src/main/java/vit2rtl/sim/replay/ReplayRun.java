package vit2rtl.sim.replay;

import java.util.List;
import java.util.Optional;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamResult;
import vit2rtl.sim.dut.StreamSink;

/**
 * One batched run and what its sinks should have received.
 *
 * @param job      the run
 * @param expected per sink of the job, in its order: rows · rowLength elements
 */
public record ReplayRun(StreamJob job, List<int[]> expected) {
  /**
   * Keeps a list of its own.
   *
   * @param job      the run
   * @param expected per sink of the job, in its order: rows · rowLength elements
   */
  public ReplayRun {
    expected = List.copyOf(expected);
    if (expected.size() != job.sinks().size()) {
      throw new IllegalArgumentException(expected.size() + " expectations for " + job.sinks().size() + " sinks");
    }
    for (int i = 0; i < expected.size(); i++) {
      StreamSink sink = job.sinks().get(i);
      long elements = (long) sink.rows() * sink.rowLength();
      if (expected.get(i).length != elements) {
        throw new IllegalArgumentException("stream " + sink.stream() + " delivers " + elements + " elements; expected "
            + expected.get(i).length);
      }
    }
  }

  /** Elements that the run's file holds. */
  long elements() {
    return job.sources().stream().mapToLong(source -> source.data().length).sum()
        + expected.stream().mapToLong(elements -> elements.length).sum();
  }

  /** The first element that differs, sink by sink. */
  Optional<String> difference(StreamResult result) {
    for (int i = 0; i < expected.size(); i++) {
      int[] wanted = expected.get(i);
      StreamResult.Received received = result.received().get(i);
      int rowLength = job.sinks().get(i).rowLength();
      for (int at = 0; at < wanted.length; at++) {
        if (wanted[at] != received.data()[at]) {
          int beat = at / rowLength * received.beats() + at % rowLength / received.lanes();
          return Optional.of("stream " + received.stream() + ": first mismatch at element " + at + " (row "
              + at / rowLength + ", column " + at % rowLength + "): expected " + wanted[at] + ", got "
              + received.data()[at] + " in cycle " + received.beatCycle()[beat]);
        }
      }
    }
    return Optional.empty();
  }
}
