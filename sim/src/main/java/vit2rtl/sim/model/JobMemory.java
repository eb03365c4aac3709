package vit2rtl.sim.model;

import com.sun.jna.Memory;
import java.util.ArrayList;
import java.util.List;

/**
 * Native memory for the batched jobs of one simulation, one job at a time, kept from job to job: where the elements of
 * a long job lie in fresh pages, making those pages costs more than writing and reading them.
 */
public final class JobMemory {
  /**
   * A larger piece goes with its job, so that one huge job does not hold its memory as long as the simulation lives.
   */
  static final long LARGEST_KEPT = 16L << 20;

  private final List<Memory> pieces = new ArrayList<>();
  private int used;

  /** A new job begins: what the last one had is free. */
  void begin() {
    used = 0;
  }

  /** At least so many bytes, whatever they hold. */
  Memory bytes(long count) {
    if (count > LARGEST_KEPT) {
      return new Memory(count);
    }
    if (used == pieces.size()) {
      pieces.add(new Memory(count));
    } else if (pieces.get(used).size() < count) {
      pieces.set(used, new Memory(count));
    }
    return pieces.get(used++);
  }

  /** So many words of zeros. */
  Memory words(int count) {
    Memory memory = bytes(count * 8L);
    memory.clear(count * 8L);
    return memory;
  }
}
