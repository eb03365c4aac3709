package vit2rtl.sim.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.clock.AsyncFifo;
import vit2rtl.hdl.clock.GraySynchroniser;
import vit2rtl.hdl.clock.Handshake;
import vit2rtl.hdl.clock.Synchroniser;
import vit2rtl.hdl.domain.ClockDomain;
import vit2rtl.hdl.type.UInt;
import vit2rtl.sim.ClockPeriods;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.StallPattern;
import vit2rtl.sim.StreamJob;
import vit2rtl.sim.StreamSink;
import vit2rtl.sim.StreamSource;
import vit2rtl.sim.Tools;

/** How many edges of each clock a crossing takes: as many as its Javadoc says, counted with one clock at a time. */
class CrossingLatencyTest {
  private static final ClockDomain A = ClockDomain.of("a_clk", "a_reset");
  private static final ClockDomain B = ClockDomain.of("b_clk", "b_reset");
  private static final Stream.Shape<UInt> BYTES = Stream.of(UInt.bits(8), 1).withoutLast();
  private static final int NEVER = 20;

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  /** So many edges of one clock, while the other stands still. */
  private static void edges(Simulation sim, ClockDomain clock, int count) {
    sim.clocks(ClockPeriods.of(clock, 10));
    for (int i = 0; i < count; i++) {
      sim.step(clock);
    }
  }

  /** Edges of a clock until a port has a value, {@link #NEVER} where it does not come. */
  private static int until(Simulation sim, ClockDomain clock, String port, long value) {
    sim.eval();
    int count = 0;
    while (sim.peek(port) != value && count < NEVER) {
      edges(sim, clock, 1);
      count++;
    }
    return count;
  }

  private static Simulation open(Supplier<Component> top) {
    return Simulator.open(Hdl.elaborate(top));
  }

  /** One source edge takes the beat, another one begins its way; stages + 1 edges later it is shown. */
  private static void assertShownInTime(Supplier<Component> top, int stages) {
    try (Simulation sim = open(top)) {
      edges(sim, A, NEVER);
      sim.poke("in_valid", 1);
      sim.poke("in_data_0", 0xA5);
      sim.poke("out_ready", 0);
      assertEquals(0, until(sim, A, "in_ready", 1));
      edges(sim, A, 1);
      sim.poke("in_valid", 0);
      assertEquals(NEVER, until(sim, B, "out_valid", 1), "one edge of the source is too few");
      edges(sim, A, 1);
      assertEquals(stages + 1, until(sim, B, "out_valid", 1));
      assertEquals(0xA5, sim.peek("out_data_0"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void aBeatTakesAsManyEdgesAsStated(int stages) {
    assertShownInTime(() -> new Handshake<>("Hands", A, B, BYTES, stages), stages);
    assertShownInTime(() -> new AsyncFifo<>("Queue", A, B, BYTES, 8, stages), stages);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void theHandshakeIsFreeAgainAsStated(int stages) {
    try (Simulation sim = open(() -> new Handshake<>("Hands", A, B, BYTES, stages))) {
      sim.poke("in_valid", 1);
      edges(sim, A, 2);
      assertEquals(stages + 1, until(sim, B, "out_valid", 1));
      assertEquals(0, sim.peek("in_ready"));
      assertEquals(NEVER, until(sim, A, "in_ready", 1), "the answer is not on its way yet");
      edges(sim, B, 1);
      assertEquals(stages, until(sim, A, "in_ready", 1));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void bitsAndCountersTakeOneEdgeAndTheStages(int stages) {
    for (Supplier<Component> top : List.<Supplier<Component>>of(() -> new Synchroniser("Flag", A, B, stages),
        () -> new GraySynchroniser("Count", A, B, 4, stages))) {
      try (Simulation sim = open(top)) {
        sim.poke("d", 1);
        assertEquals(NEVER, until(sim, B, "q", 1), "there is a register at the source");
        edges(sim, A, 1);
        assertEquals(stages, until(sim, B, "q", 1));
      }
    }
  }

  @Test
  void aBitOfNoClockTakesTheStagesAlone() {
    try (Simulation sim = open(() -> new Synchroniser("Flag", ClockDomain.ASYNCHRONOUS, B, 3))) {
      sim.poke("d", 1);
      assertEquals(3, until(sim, B, "q", 1));
    }
  }

  /** Clocks of one speed, at several distances: as soon as it flows, a beat moves in every cycle. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 9})
  void aDeepQueueRunsAtFullRate(int phase) {
    int stages = 4;
    int[] beats = new Random(phase).ints(300, 0, 256).toArray();
    try (Simulation sim = open(() -> new AsyncFifo<>("Queue", A, B, Stream.of(UInt.bits(8), 1), 16, stages))) {
      sim.clocks(ClockPeriods.of(A, 10).and(B, 10, phase));
      int[] cycles = sim.stream(new StreamJob(List.of(new StreamSource("in", beats, 1, StallPattern.none())),
          List.of(new StreamSink("out", beats.length, 1, StallPattern.none())))).received().get(0).beatCycle();
      for (int i = 1; i < cycles.length; i++) {
        assertEquals(cycles[0] + i, cycles[i], "beat " + i);
      }
      assertTrue(cycles.length == beats.length);
    }
  }
}
