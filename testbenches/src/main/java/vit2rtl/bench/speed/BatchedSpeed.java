package vit2rtl.bench.speed;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import vit2rtl.bench.UnitBench;
import vit2rtl.golden.IntRange;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.examples.Counter;
import vit2rtl.sim.CppDriver;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.SimulationException;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.StallPattern;
import vit2rtl.sim.StreamResult;

/** Batched simulation from Java against a C++ program around the same Verilated model, run in turns; both in processor time. */
final class BatchedSpeed {
  private static final SimOptions OPTIONS = SimOptions.defaults().withSpeed(SimOptions.Speed.FAST_RUN)
      .withAssertions(SimOptions.Assertions.OFF);
  private static final String PEER = "C++ driver";
  private static final double MUST = 0.9;
  private static final long COUNTER_CYCLES = 5_000_000;

  private final int repetitions;

  BatchedSpeed(int repetitions) {
    this.repetitions = repetitions;
  }

  /** Rows through a unit; both sides must deliver the golden model's elements. */
  Measurement unit(String name, UnitBench bench, int rows) {
    IntRange codes = bench.config().inputs();
    int[] in = new Random(1).ints((long) rows * bench.rowLength(), (int) codes.min(), (int) codes.max() + 1).toArray();
    int[] expected = bench.golden(in);
    CppDriver driver = CppDriver.stream(bench.design(), OPTIONS, bench.rowLength());
    double[] ours = new double[repetitions];
    double[] theirs = new double[repetitions];
    try (Simulation simulation = Simulator.open(bench.design(), OPTIONS)) {
      for (int i = -1; i < repetitions; i++) {
        long start = CpuTime.now();
        StreamResult result = simulation.stream(bench.job(in, StallPattern.none(), StallPattern.none()));
        long time = CpuTime.now() - start;
        CppDriver.Streamed streamed = driver.stream(in);
        require(name, Arrays.equals(expected, result.data()) && Arrays.equals(expected, streamed.data()));
        if (i >= 0) {
          ours[i] = (double) time / result.cycles();
          theirs[i] = (double) streamed.nanoseconds() / result.cycles();
        }
      }
    }
    return measurement(name + ", batched streaming", ours, theirs);
  }

  /** A counter that runs free. */
  Measurement counter() {
    Design<Counter> design = Hdl.design(() -> new Counter(32));
    CppDriver driver = CppDriver.clock(design.rtl(), OPTIONS, List.of(design.top().enable.name()));
    double[] ours = new double[repetitions];
    double[] theirs = new double[repetitions];
    try (Simulation simulation = Simulator.open(design.rtl(), OPTIONS)) {
      simulation.poke(design.top().enable, 1);
      for (int i = -1; i < repetitions; i++) {
        long start = CpuTime.now();
        simulation.step(COUNTER_CYCLES);
        long time = CpuTime.now() - start;
        long driven = driver.clock(COUNTER_CYCLES);
        require("counter", simulation.peek(design.top().count) == (i + 2) * COUNTER_CYCLES);
        if (i >= 0) {
          ours[i] = (double) time / COUNTER_CYCLES;
          theirs[i] = (double) driven / COUNTER_CYCLES;
        }
      }
    }
    return measurement("counter, batched cycles", ours, theirs);
  }

  private static void require(String name, boolean equal) {
    if (!equal) {
      throw new SimulationException(name + ": the two sides of the benchmark disagree about the result");
    }
  }

  private static Measurement measurement(String what, double[] ours, double[] theirs) {
    double[] ratios = new double[ours.length];
    Arrays.setAll(ratios, i -> theirs[i] / ours[i]);
    return Measurement.against(what, "ns/cycle", Median.of(ours), PEER, Median.of(theirs), Median.of(ratios), MUST);
  }
}
