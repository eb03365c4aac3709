package vit2rtl.sim;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;

/**
 * What a simulation was asked since it was opened and reset, so that it can be asked again: models are deterministic.
 * Cycles with unchanged inputs are one entry. A journal that grows beyond {@link #MOST_BYTES} is thrown away.
 */
final class Journal {
  static final long MOST_BYTES = 32L << 20;
  /** What an action without data of its own takes. */
  static final long ENTRY_BYTES = 64;

  private final ByteBuffer words;
  /** Where in the block the inputs are. */
  private final int[] inputs;
  /** Entries: a number of cycles (0 to let logic settle) and the inputs' values; or −1 − i for action i. */
  private long[] entries = new long[256];
  private int used;
  private int last = -1;
  private final List<Action> actions = new ArrayList<>();
  private long actionBytes;
  private final boolean wanted;
  private boolean kept;

  /** Something else that was asked. */
  @FunctionalInterface
  interface Action {
    void repeat(Simulation on);
  }

  Journal(PortValues ports, FailureWaves waves) {
    this.words = ports.words();
    this.wanted = waves.folder().isPresent();
    this.inputs = ports.block().ports().values().stream().filter(p -> p.direction() == Direction.IN)
        .flatMapToInt(port -> places(ports.block(), port)).toArray();
  }

  private static IntStream places(PortBlock block, Port port) {
    int at = block.offset(port.name());
    return IntStream.range(at, at + PortBlock.wordsOf(port)).map(word -> word * 8);
  }

  /** Begins to remember: what every simulation does when it opens comes before it. */
  void begin() {
    kept = wanted;
  }

  /** So many cycles; 0 for letting logic settle. */
  void step(long count) {
    if (!kept || count < 0) {
      return;
    }
    if (last >= 0 && sameInputs()) {
      entries[last] += count;
      return;
    }
    room(1 + inputs.length);
    if (!kept) {
      return;
    }
    last = used;
    entries[used++] = count;
    for (int place : inputs) {
      entries[used++] = words.getLong(place);
    }
  }

  private boolean sameInputs() {
    for (int i = 0; i < inputs.length; i++) {
      if (words.getLong(inputs[i]) != entries[last + 1 + i]) {
        return false;
      }
    }
    return true;
  }

  /** Something else, which keeps so many bytes. Inputs set before it are part of it. */
  void act(long bytes, Action action) {
    if (!kept) {
      return;
    }
    step(0);
    actionBytes += bytes;
    room(1);
    if (kept) {
      last = -1;
      entries[used++] = -1L - actions.size();
      actions.add(action);
    }
  }

  private void room(int more) {
    int length = used + more > entries.length ? entries.length * 2 + more : entries.length;
    if (length * 8L + actionBytes > MOST_BYTES) {
      kept = false;
      entries = new long[0];
      actions.clear();
    } else if (length > entries.length) {
      entries = Arrays.copyOf(entries, length);
    }
  }

  /** Whether everything is in it. */
  boolean isWhole() {
    return kept;
  }

  /** Asks it all again; returns what the last request ended with. What failed before it fails again. */
  Optional<SimulationException> repeat(Simulation on) {
    ByteBuffer theirs = on.ports().words();
    Optional<SimulationException> end = Optional.empty();
    for (int at = 0; at < used;) {
      long entry = entries[at++];
      end = Optional.empty();
      try {
        if (entry < 0) {
          actions.get((int) (-1 - entry)).repeat(on);
          continue;
        }
        for (int i = 0; i < inputs.length; i++) {
          theirs.putLong(inputs[i], entries[at + i]);
        }
        at += inputs.length;
        if (entry == 0) {
          on.eval();
        } else {
          on.step(entry);
        }
      } catch (SimulationException e) {
        end = Optional.of(e);
      }
    }
    return end;
  }
}
