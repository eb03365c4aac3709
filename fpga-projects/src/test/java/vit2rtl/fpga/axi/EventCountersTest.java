package vit2rtl.fpga.axi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.hdl.Hdl;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.tool.Tools;

/** Counters that pass bit by bit, against counters. */
class EventCountersTest {
  private static final int ROUND = 32;
  private static final int CYCLES = RegisterMap.Event.CYCLES.ordinal();

  /** Rows of at least 32 beats may be counted once a round, others in every cycle. */
  @ParameterizedTest
  @CsvSource({"1, 100", "1, 50", "31, 97", "32, 100", "500, 3"})
  void everyRoundShowsWhatWasCountedBeforeIt(int beats, int percent) {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    Random random = new Random(beats + percent);
    long[] counted = new long[4];
    long[] shown = new long[4];
    long greatest = 0;
    int sinceRow = beats;
    boolean clear = true;
    try (Simulation sim = Simulator.open(Hdl.elaborate(() -> new EventCounters(beats)))) {
      sim.poke("reset", 1);
      sim.step(2);
      sim.poke("reset", 0);
      for (int round = 0; round < 3000; round++) {
        boolean clearing = clear;
        clear = random.nextInt(800) == 0;
        shown[CYCLES] = clearing ? 0 : shown[CYCLES] + ROUND;
        // A counter is selected for two rounds: one that closes with it, one whose bits are looked at.
        int selected = round / 2 % 4;
        sim.poke("selected", selected);
        sim.poke("clearing", clearing ? 1 : 0);
        long value = 0;
        for (int slot = 0; slot < ROUND; slot++) {
          boolean closing = slot == ROUND - 1;
          boolean row = ++sinceRow >= beats && random.nextInt(100) < percent;
          sinceRow = row ? 0 : sinceRow;
          boolean[] events = {row, false, random.nextInt(100) < percent, random.nextInt(100) >= percent};
          for (int k = 0; k < events.length; k++) {
            sim.poke("events_" + k, events[k] ? 1 : 0);
          }
          sim.poke("slot", slot);
          sim.poke("closing", closing ? 1 : 0);
          sim.poke("clear", closing && clear ? 1 : 0);
          sim.eval();
          value |= sim.peek("present") << slot;
          sim.step();
          if (closing && round % 2 == 1) {
            assertEquals(clearing ? 0 : shown[selected], value, "round " + round + ", counter " + selected);
            greatest = Math.max(greatest, value);
          }
          // The event of a round's last cycle belongs to the next round.
          if (closing) {
            counted[CYCLES] = shown[CYCLES];
            shown = counted.clone();
          }
          for (int k = 0; k < events.length; k++) {
            counted[k] = closing && clear ? 0 : counted[k] + (events[k] ? 1 : 0);
          }
        }
      }
    }
    assertTrue(greatest > 1000, "counted as far as " + greatest);
  }
}
