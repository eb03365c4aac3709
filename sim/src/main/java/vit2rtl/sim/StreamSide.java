package vit2rtl.sim;

/** One end of a stream that moves with the cycles of {@link Simulation#step}. */
abstract sealed class StreamSide permits StreamDriver, StreamMonitor {
  /** The stream's name. */
  abstract String stream();

  /** Sets its ports for a cycle. */
  abstract void drive();

  /** Sees the settled ports of the cycle, before its edge. */
  abstract void observe(long cycle);

  /** Sets its ports so that nothing is transferred. */
  abstract void rest();
}
