package vit2rtl.sim.replay;

import java.math.BigInteger;
import java.util.List;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.ClockPeriods;
import vit2rtl.sim.Probe;
import vit2rtl.sim.SimOptions;

/** Whether the clocks and memory words of steps are there. */
final class StepCheck {
  private StepCheck() {}

  /** Refuses clocks that the design does not have and words that its options do not keep or no memory holds. */
  static void check(RtlDesign design, SimOptions options, List<ReplayStep> steps) {
    for (ReplayStep step : steps) {
      step.periods().stream().flatMap(periods -> periods.ticks().stream()).map(ClockPeriods.Tick::clock)
          .filter(clock -> design.clocks().stream().noneMatch(port -> port.clock().equals(clock))).forEach(clock -> {
            throw new IllegalArgumentException("a step gives a period to '" + clock + "', which is no clock of "
                + design.topName());
          });
      step.words().forEach(word -> check(word, options));
    }
  }

  private static void check(ReplayStep.Word word, SimOptions options) {
    Probe memory = options.probes().stream()
        .filter(probe -> probe.depth() > 0 && probe.fullName().equals(word.memory())).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("a step writes to " + word.memory()
            + ", which is no memory of the options"));
    if (word.address() < 0 || word.address() >= memory.depth() || !fits(word.value(), memory)) {
      throw new IllegalArgumentException("a step writes " + word.value() + " to word " + word.address() + " of "
          + word.memory() + "; allowed: words 0 to " + (memory.depth() - 1) + ", values of " + memory.width()
          + " bits");
    }
  }

  private static boolean fits(BigInteger value, Probe memory) {
    return memory.signed() ? value.bitLength() < memory.width()
        : value.signum() >= 0 && value.bitLength() <= memory.width();
  }
}
