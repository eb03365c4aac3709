package vit2rtl.sim.replay;

import java.math.BigInteger;
import java.util.SortedMap;
import java.util.TreeMap;
import vit2rtl.sim.Simulation;

/**
 * Inputs set, then cycles of the main clock.
 *
 * @param pokes  values by port name
 * @param cycles 0 or more
 */
public record ReplayStep(SortedMap<String, BigInteger> pokes, long cycles) {
  public ReplayStep {
    pokes = new TreeMap<>(pokes);
    if (cycles < 0) {
      throw new IllegalArgumentException("a step of " + cycles + " cycles; allowed: 0 or more");
    }
  }

  void apply(Simulation simulation) {
    pokes.forEach(simulation::poke);
    simulation.step(cycles);
  }
}
