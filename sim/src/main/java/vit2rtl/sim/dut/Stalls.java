package vit2rtl.sim.dut;

/** The pauses of a pattern, one answer per cycle: the same sequence as in batched runs (runtime.h). */
public final class Stalls {
  private final StallPattern pattern;
  private long state;
  private long run;
  private boolean pausing = true;

  /**
   * The pauses of a pattern, from its first cycle on.
   *
   * @param pattern what decides them
   */
  public Stalls(StallPattern pattern) {
    this.pattern = pattern;
    this.state = firstState(pattern);
  }

  static long firstState(StallPattern pattern) {
    long seed = pattern instanceof StallPattern.Random random
        ? random.seed()
        : pattern instanceof StallPattern.Bursts bursts ? bursts.seed() : 0;
    return seed * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
  }

  private long next() {
    state = following(state);
    return drawn(state);
  }

  static long following(long state) {
    long x = state ^ state >>> 12;
    x ^= x << 25;
    return x ^ x >>> 27;
  }

  /** 32 bits of xorshift64*. */
  static long drawn(long state) {
    return state * 2685821657736338717L >>> 32;
  }

  /** A number below a limit of up to 2^16: the product has no more than 48 bits. */
  private long below(int limit) {
    return next() * limit >>> 32;
  }

  /** What became of the beat of the cycle before. */
  public enum Beat {
    /** It was taken, or there was none. */
    TAKEN,
    /** It was offered and waits. */
    WAITS
  }

  /**
   * Goes on to the next cycle.
   *
   * @param beat of the cycle before, on the stream that pauses
   * @return whether it is a pause
   */
  public boolean pause(Beat beat) {
    if (pattern instanceof StallPattern.Random random) {
      return below(100) < random.percent();
    }
    if (pattern instanceof StallPattern.Bursts bursts) {
      if (run == 0) {
        run = 1 + below(bursts.longest());
        pausing = !pausing;
      }
      run--;
      return pausing;
    }
    if (pattern instanceof StallPattern.AfterValid after) {
      run = beat == Beat.WAITS ? run + 1 : 0;
      return run < after.cycles();
    }
    if (pattern instanceof StallPattern.Late late) {
      return run++ < late.cycles();
    }
    return false;
  }
}
