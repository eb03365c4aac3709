package vit2rtl.accelerator.cycles;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Constants that are read from a memory in bursts, some of them under way, into a queue. The memory takes an address a
 * cycle, gives a burst's first beat λ cycles after its address or when the burst before has ended, and β bytes a cycle
 * (a beat a cycle at most). With beats of w bytes, bursts of b beats, and at most q beats under way or waiting it brings
 *
 * <p>min(w, β, q·w / (λ + b + {@value #OVERHEAD})) bytes a cycle at most; where the accelerator wants more than that at a
 * time, and the queue is empty, it waits.
 */
public final class MemorySupply implements ConstantSupply {
  /** Cycles from data through the queue and from the room that they leave to the next address. */
  public static final int OVERHEAD = 5;

  /**
   * A memory and how it is read.
   *
   * @param beatBytes     w, bytes of a beat of the bus
   * @param burst         beats of a burst at most
   * @param outstanding   bursts under way at most
   * @param latency       λ, cycles from an address to its first beat
   * @param bytesPerCycle β, bytes a cycle on average
   */
  public record Timing(int beatBytes, int burst, int outstanding, int latency, double bytesPerCycle) {

    /** Cycles between beats. */
    public double interval() {
      return Math.max(1, beatBytes / bytesPerCycle);
    }

    /** Bytes a cycle that the memory brings when all of them are wanted. */
    public double rate() {
      return Math.min(beatBytes / interval(), (double) burst * outstanding * beatBytes / (latency + burst + OVERHEAD));
    }
  }

  /** Beats that are under way. */
  private static final class Burst {
    private final long from;
    private int beats;

    Burst(long from, int beats) {
      this.from = from;
      this.beats = beats;
    }
  }

  private final Timing timing;
  private final int streamBytes;
  private final int beatBytes;
  private final Deque<Burst> bursts = new ArrayDeque<>();
  private long cycle;
  private double nextBeat;
  private int free;
  private int asked;
  private int queued;
  private int moved;
  private int held;

  /**
   * The constants of images back to back.
   *
   * @param timing      of the memory
   * @param streamBytes of an image
   * @param beatBytes   K, bytes of a beat of the accelerator
   */
  public MemorySupply(Timing timing, int streamBytes, int beatBytes) {
    this.timing = timing;
    this.streamBytes = streamBytes;
    this.beatBytes = beatBytes;
    this.free = timing.burst * timing.outstanding;
  }

  private int beats() {
    return (streamBytes + timing.beatBytes - 1) / timing.beatBytes;
  }

  @Override
  public boolean has() {
    return held >= beatBytes;
  }

  @Override
  public void take() {
    held -= beatBytes;
  }

  @Override
  public void step() {
    boolean pops = queued > 0 && held < beatBytes;
    boolean asks = free >= timing.burst && bursts.size() < timing.outstanding;
    if (pops) {
      held += Math.min(timing.beatBytes, streamBytes - moved);
      moved = moved + timing.beatBytes >= streamBytes ? 0 : moved + timing.beatBytes;
      queued--;
      free++;
    }
    Burst oldest = bursts.peek();
    if (oldest != null && cycle >= oldest.from && cycle >= nextBeat) {
      nextBeat = (nextBeat > cycle - 1 ? nextBeat : cycle) + timing.interval();
      queued++;
      if (--oldest.beats == 0) {
        bursts.remove();
      }
    }
    if (asks) {
      int length = Math.min(timing.burst - asked % timing.burst, beats() - asked);
      asked = asked + length == beats() ? 0 : asked + length;
      free -= length;
      bursts.add(new Burst(cycle + 1 + timing.latency, length));
    }
    cycle++;
  }
}
