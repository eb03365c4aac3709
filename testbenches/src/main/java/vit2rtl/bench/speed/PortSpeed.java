package vit2rtl.bench.speed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.examples.Counter;
import vit2rtl.sim.PortHandle;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;

/**
 * One poke, one clock cycle, one peek from Java in processor time; and in elapsed time against the same in SpinalSim,
 * which works with several threads.
 */
final class PortSpeed {
  private static final int WARM = 300_000;
  private static final int CYCLES = 1_000_000;
  private static final double MUST_NANOSECONDS = 150;
  private static final double MUST_RATIO = 20;

  private final int repetitions;

  PortSpeed(int repetitions) {
    this.repetitions = repetitions;
  }

  List<Measurement> measure(Path workspace) throws IOException {
    Design<Counter> design = Hdl.design(() -> new Counter(8));
    double handles;
    double signals;
    double elapsed;
    try (Simulation simulation = Simulator.open(design.rtl(),
        SimOptions.defaults().withSpeed(SimOptions.Speed.FAST_RUN))) {
      handles = byHandles(simulation, design.top(), CpuTime::now);
      signals = bySignals(simulation, design.top(), CpuTime::now);
      elapsed = byHandles(simulation, design.top(), System::nanoTime);
    }
    List<Measurement> rows = new ArrayList<>();
    String target = "at most " + (int) MUST_NANOSECONDS + " ns";
    rows.add(Measurement.atMost("counter, poke + cycle + peek by handles", "ns", handles, MUST_NANOSECONDS, target));
    rows.add(Measurement.atMost("counter, poke + cycle + peek by signals", "ns", signals, MUST_NANOSECONDS, target));
    double spinal = new SpinalSimCounter(repetitions).nanoseconds(workspace);
    rows.add(Measurement.against("counter, poke + cycle + peek by handles, elapsed", "ns", elapsed, "SpinalSim", spinal,
        spinal / elapsed, MUST_RATIO));
    return rows;
  }

  private double byHandles(Simulation simulation, Counter dut, LongSupplier clock) {
    PortHandle enable = simulation.port(dut.enable);
    PortHandle count = simulation.port(dut.count);
    return perCycle(clock, cycles -> {
      long sum = 0;
      for (int i = 0; i < cycles; i++) {
        enable.set(i & 1);
        simulation.step();
        sum += count.get();
      }
      return sum;
    });
  }

  private double bySignals(Simulation simulation, Counter dut, LongSupplier clock) {
    return perCycle(clock, cycles -> {
      long sum = 0;
      for (int i = 0; i < cycles; i++) {
        simulation.poke(dut.enable, i & 1);
        simulation.step();
        sum += simulation.peek(dut.count);
      }
      return sum;
    });
  }

  /** Cycles driven from Java; the sum keeps the peeks alive. */
  @FunctionalInterface
  private interface Loop {
    long run(int cycles);
  }

  private double perCycle(LongSupplier clock, Loop loop) {
    long sum = loop.run(WARM) + loop.run(WARM);
    double[] times = new double[repetitions];
    for (int i = 0; i < repetitions; i++) {
      long start = clock.getAsLong();
      sum += loop.run(CYCLES);
      times[i] = (double) (clock.getAsLong() - start) / CYCLES;
    }
    if (sum == 0) {
      throw new IllegalStateException("the counter did not count");
    }
    return Median.of(times);
  }
}
