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
import vit2rtl.sim.Simulator;
import vit2rtl.sim.dut.SimulationException;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.dut.StreamResult;

/**
 * Batched simulation from Java against a C++ program around the same Verilated model, run in turns; both in processor
 * time, and both over rows that they have touched just before.
 */
final class BatchedSpeed {
  private static final SimOptions OPTIONS = SimOptions.defaults().withSpeed(SimOptions.Speed.FAST_RUN)
      .withAssertions(SimOptions.Assertions.OFF);
  private static final String PEER = "C++ driver";
  private static final String UNIT = "ns/cycle";
  private static final double MUST = 1.0;
  /** Of the model, since where its state lies in memory is chance; the peer is a process of its own each time. */
  private static final int OPENINGS = 3;
  private static final long COUNTER_CYCLES = 5_000_000;

  private final int repetitions;

  /** @param repetitions pairs for every opening of the model */
  BatchedSpeed(int repetitions) {
    this.repetitions = repetitions;
  }

  /** Rows through a unit; both sides must deliver the golden model's elements. */
  Measurement unit(String name, UnitBench bench, int rows) {
    IntRange codes = bench.config().inputs();
    int[] in = new Random(1).ints((long) rows * bench.rowLength(), (int) codes.min(), (int) codes.max() + 1).toArray();
    int[] expected = bench.golden(in);
    CppDriver driver = CppDriver.stream(bench.design(), OPTIONS, bench.rowLength());
    AlternatingRuns turns = new AlternatingRuns();
    for (int opening = 0; opening < OPENINGS; opening++) {
      try (Simulation simulation = Simulator.open(bench.design(), OPTIONS)) {
        // The first job begins after a reset, as every one of the peer's.
        long afterReset = simulation.stream(bench.job(in, StallPattern.none(), StallPattern.none())).cycles();
        turns.run(repetitions, () -> {
          // The peer reads its rows from a file right before; here the other program has had the caches since.
          simulation.stream(bench.job(in, StallPattern.none(), StallPattern.none()));
          long start = CpuTime.now();
          StreamResult result = simulation.stream(bench.job(in, StallPattern.none(), StallPattern.none()));
          long time = CpuTime.now() - start;
          require(name, Arrays.equals(expected, result.data()));
          return (double) time / result.cycles();
        }, () -> {
          CppDriver.Streamed streamed = driver.stream(in);
          require(name, Arrays.equals(expected, streamed.data()));
          return (double) streamed.nanoseconds() / afterReset;
        });
      }
    }
    return turns.measurement(name + ", batched streaming", UNIT, PEER, MUST);
  }

  /** A counter that runs free. */
  Measurement counter() {
    Design<Counter> design = Hdl.design(() -> new Counter(32));
    CppDriver driver = CppDriver.clock(design.rtl(), OPTIONS, List.of(design.top().enable.name()));
    AlternatingRuns turns = new AlternatingRuns();
    for (int opening = 0; opening < OPENINGS; opening++) {
      try (Simulation simulation = Simulator.open(design.rtl(), OPTIONS)) {
        simulation.poke(design.top().enable, 1);
        turns.run(repetitions, () -> {
          long before = simulation.peek(design.top().count);
          long start = CpuTime.now();
          simulation.step(COUNTER_CYCLES);
          long time = CpuTime.now() - start;
          require("counter", simulation.peek(design.top().count) == before + COUNTER_CYCLES);
          return (double) time / COUNTER_CYCLES;
        }, () -> (double) driver.clock(COUNTER_CYCLES) / COUNTER_CYCLES);
      }
    }
    return turns.measurement("counter, batched cycles", UNIT, PEER, MUST);
  }

  private static void require(String name, boolean equal) {
    if (!equal) {
      throw new SimulationException(name + ": the two sides of the benchmark disagree about the result");
    }
  }
}
