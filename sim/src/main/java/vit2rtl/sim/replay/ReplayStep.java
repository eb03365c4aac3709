package vit2rtl.sim.replay;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.dut.ClockPeriods;

/**
 * Clock periods and inputs set, memory words written, then cycles of the main clock.
 *
 * @param periods when clocks tick from here on, where that changes
 * @param pokes   values by port name
 * @param words   words of memories that the options keep ({@code SimOptions.withMemories})
 * @param cycles  0 or more
 */
public record ReplayStep(Optional<ClockPeriods> periods, SortedMap<String, BigInteger> pokes, List<Word> words,
    long cycles) {

  /**
   * A word of a memory inside the design.
   *
   * @param memory  its full name: instances and its own, joined by dots
   * @param address from 0
   * @param value   what is written
   */
  public record Word(String memory, int address, BigInteger value) {}

  /**
   * Keeps a map and a list of its own; refuses a negative number of cycles.
   *
   * @param periods when clocks tick from here on, where that changes
   * @param pokes   values by port name
   * @param words   words of memories that the options keep ({@code SimOptions.withMemories})
   * @param cycles  0 or more
   */
  public ReplayStep {
    pokes = new TreeMap<>(pokes);
    words = List.copyOf(words);
    if (cycles < 0) {
      throw new IllegalArgumentException("a step of " + cycles + " cycles; allowed: 0 or more");
    }
  }

  /**
   * Inputs and cycles alone.
   *
   * @param pokes  values by port name
   * @param cycles 0 or more
   */
  public ReplayStep(SortedMap<String, BigInteger> pokes, long cycles) {
    this(Optional.empty(), pokes, List.of(), cycles);
  }

  /**
   * From here on the clocks tick like this.
   *
   * @param periods when they tick
   * @return a step of no cycles
   */
  public static ReplayStep of(ClockPeriods periods) {
    return new ReplayStep(Optional.of(periods), new TreeMap<>(), List.of(), 0);
  }

  /**
   * Words of memories.
   *
   * @param words what is written
   * @return a step of no cycles
   */
  public static ReplayStep of(List<Word> words) {
    return new ReplayStep(Optional.empty(), new TreeMap<>(), words, 0);
  }

  void apply(Simulation simulation) {
    periods.ifPresent(simulation::clocks);
    pokes.forEach(simulation::poke);
    words.forEach(word -> simulation.memory(word.memory()).write(word.address(), word.value()));
    if (cycles == 0) {
      simulation.eval();
    } else {
      simulation.step(cycles);
    }
  }
}
