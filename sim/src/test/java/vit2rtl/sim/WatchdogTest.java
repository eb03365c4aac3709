package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.examples.Counter;
import vit2rtl.hdl.examples.FirFilter;
import vit2rtl.hdl.rtl.RtlDesign;

/** Stimulus that never ends is ended, with where it was. */
class WatchdogTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static RtlDesign counter;

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    counter = Hdl.elaborate(() -> new Counter(20));
  }

  private static String stopped(Consumer<Simulation> stimulus) {
    return assertThrows(SimulationException.class,
        () -> Simulator.run(counter, SimOptions.defaults(), SHORT, stimulus)).getMessage();
  }

  @Test
  void aLoopThatNeverSteps() {
    String message = stopped(sim -> {
      sim.step(3);
      waitForever();
    });
    assertTrue(message.matches("Counter: the stimulus did not end within 0\\.2 s; it was in cycle 7 at "
        + "vit2rtl\\.sim\\.WatchdogTest\\.waitForever\\(WatchdogTest\\.java:\\d+\\)"), message);
  }

  private static void waitForever() {
    while (!Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aLoopThatStepsForEverEndsAtItsNextStep() throws InterruptedException {
    AtomicReference<Thread> thread = new AtomicReference<>();
    String message = stopped(sim -> {
      thread.set(Thread.currentThread());
      while (true) {
        sim.step();
      }
    });
    assertTrue(message.matches("Counter: the stimulus did not end within 0\\.2 s; it was in cycle \\d+ at "
        + "vit2rtl\\.sim\\.WatchdogTest\\.lambda\\$.*\\(WatchdogTest\\.java:\\d+\\)"), message);
    thread.get().join(60_000);
    assertFalse(thread.get().isAlive());
  }

  @Test
  void aNativeRunOfManyCyclesEndsToo() throws InterruptedException {
    AtomicReference<Thread> thread = new AtomicReference<>();
    stopped(sim -> {
      thread.set(Thread.currentThread());
      sim.step(Long.MAX_VALUE / 2);
    });
    thread.get().join(60_000);
    assertFalse(thread.get().isAlive());
  }

  @Test
  void stimulusThatEndsInTimeIsAsIfThereWereNoWatchdog() {
    AtomicReference<Long> count = new AtomicReference<>();
    Simulator.run(counter, SimOptions.defaults(), Duration.ofMinutes(5), sim -> {
      sim.poke("enable", 1);
      sim.step(10);
      count.set(sim.peek("count"));
    });
    assertEquals(10, count.get());
    RuntimeException own = new RuntimeException("own");
    assertSame(own, assertThrows(RuntimeException.class,
        () -> Simulator.run(counter, SimOptions.defaults(), Duration.ofMinutes(5), sim -> {
          throw own;
        })));
  }

  @Test
  void theLimitOnCyclesHoldsForStepsAndStreams() {
    String text = ": the limit of 100 cycles is reached; a run that needs more opens the simulation with a greater"
        + " SimOptions.withCycleLimit";
    SimOptions limited = SimOptions.defaults().withCycleLimit(100).withFailureWaves(FailureWaves.none());
    try (Simulation sim = Simulator.open(counter, limited)) {
      sim.poke("enable", 1);
      sim.step(90);
      assertEquals("Counter" + text, assertThrows(SimulationException.class, () -> {
        while (true) {
          sim.step();
        }
      }).getMessage());
      assertEquals(96, sim.peek("count"), "100 less a reset of 4");
      assertEquals("Counter" + text, assertThrows(SimulationException.class, () -> sim.step(1000)).getMessage());
    }
    try (Simulation sim = Simulator.open(Hdl.elaborate(() -> new FirFilter(8, 2, -1)), limited)) {
      StreamJob endless = new StreamJob(List.of(), List.of(new StreamSink("out", 1, 6, StallPattern.none())));
      assertEquals("FirFilter" + text, assertThrows(SimulationException.class, () -> sim.stream(endless)).getMessage());
      assertEquals("FirFilter" + text, assertThrows(SimulationException.class, () -> sim.stream(endless)).getMessage());
    }
  }
}
