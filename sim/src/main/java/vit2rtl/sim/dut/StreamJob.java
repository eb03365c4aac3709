package vit2rtl.sim.dut;

import java.util.List;

/**
 * One batched run, wholly native: all sources send, all sinks receive, until every sink has its rows.
 *
 * @param sources   rows to send
 * @param sinks     rows to receive
 * @param maxCycles gives up after so many cycles
 * @param window    cycles whose port values are recorded, for text waveforms
 * @param ending    what the last of the cycles means
 */
public record StreamJob(List<StreamSource> sources, List<StreamSink> sinks, long maxCycles, CycleWindow window,
    Ending ending) {
  /** What it means that sinks have not got all rows when no cycles are left. */
  public enum Ending {
    /** The run has failed. */
    FAILS,
    /** It is cut off there: beats that have not come are in cycle -1. */
    CUT
  }

  /**
   * Keeps lists of its own.
   *
   * @param sources   rows to send
   * @param sinks     rows to receive
   * @param maxCycles gives up after so many cycles
   * @param window    cycles whose port values are recorded, for text waveforms
   * @param ending    what the last of the cycles means
   */
  public StreamJob {
    sources = List.copyOf(sources);
    sinks = List.copyOf(sinks);
  }

  /**
   * Fails where sinks do not get all their rows.
   *
   * @param sources   rows to send
   * @param sinks     rows to receive
   * @param maxCycles gives up after so many cycles
   * @param window    cycles whose port values are recorded, for text waveforms
   */
  public StreamJob(List<StreamSource> sources, List<StreamSink> sinks, long maxCycles, CycleWindow window) {
    this(sources, sinks, maxCycles, window, Ending.FAILS);
  }

  /**
   * Nothing recorded; gives up when even stalls of 99 % and the longest latency cannot explain the time.
   *
   * @param sources rows to send
   * @param sinks   rows to receive
   */
  public StreamJob(List<StreamSource> sources, List<StreamSink> sinks) {
    this(sources, sinks, patience(sources, sinks), CycleWindow.NONE);
  }

  /**
   * {@return this job with other rows to send}
   *
   * @param others in place of its sources
   */
  public StreamJob withSources(List<StreamSource> others) {
    return new StreamJob(others, sinks, maxCycles, window, ending);
  }

  /**
   * {@return this job with port values recorded}
   *
   * @param cycles which cycles
   */
  public StreamJob withWindow(CycleWindow cycles) {
    return new StreamJob(sources, sinks, maxCycles, cycles, ending);
  }

  /**
   * {@return this job, which fails where it takes longer}
   *
   * @param cycles at most
   */
  public StreamJob within(long cycles) {
    return new StreamJob(sources, sinks, cycles, window);
  }

  /**
   * {@return this job, cut off where it takes longer}
   *
   * @param cycles at most
   */
  public StreamJob cutAfter(long cycles) {
    return new StreamJob(sources, sinks, cycles, window, Ending.CUT);
  }

  private static long patience(List<StreamSource> sources, List<StreamSink> sinks) {
    long elements = 100_000;
    for (StreamSource source : sources) {
      elements += source.data().length * 4L;
    }
    for (StreamSink sink : sinks) {
      elements += (long) sink.rows() * sink.rowLength() * 4L;
    }
    return elements * 100;
  }
}
