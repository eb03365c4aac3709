package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Flow;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.rtl.Direction;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.stream.FlowStage;
import vit2rtl.hdl.stream.FlowToStream;
import vit2rtl.hdl.stream.StreamArbiter;
import vit2rtl.hdl.stream.StreamFifo;
import vit2rtl.hdl.stream.StreamFilter;
import vit2rtl.hdl.stream.StreamJoin;
import vit2rtl.hdl.stream.StreamStage;
import vit2rtl.hdl.stream.StreamWidth;
import vit2rtl.hdl.type.UInt;

/** Cycles from the beat that completes an output beat to that beat, through an empty component: as its Javadoc says. */
class StreamLatencyTest {
  private static final Stream.Shape<UInt> SHAPE = Stream.of(UInt.bits(4), 1);

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  private static void pokeAll(Simulation sim, RtlDesign design, String suffix, long value) {
    for (Port port : design.ports()) {
      if (port.direction() == Direction.IN && port.name().endsWith(suffix)) {
        sim.poke(port.name(), value);
      }
    }
    sim.eval();
  }

  /** After so many beats on every input, all at once. */
  private static void assertLatency(int cycles, int beats, Supplier<Component> top) {
    RtlDesign design = Hdl.elaborate(top);
    try (Simulation sim = Simulator.open(design)) {
      pokeAll(sim, design, "_valid", 0);
      pokeAll(sim, design, "_ready", 1);
      sim.step();
      pokeAll(sim, design, "_valid", 1);
      for (int i = 1; i < beats; i++) {
        assertEquals(0, sim.peek("out_valid"), design.topName() + " before its last beat");
        sim.step();
      }
      int waited = 0;
      while (sim.peek("out_valid") == 0 && waited < 10) {
        sim.step();
        pokeAll(sim, design, "_valid", 0);
        waited++;
      }
      assertEquals(cycles, waited, design.topName());
    }
  }

  @Test
  void combinationalOnesTakeNoCycle() {
    assertLatency(0, 1, () -> new StreamJoin<>("Joined", SHAPE, 3));
    assertLatency(0, 1, () -> new StreamFilter<>("Filter", SHAPE));
    for (StreamArbiter.Policy policy : StreamArbiter.Policy.values()) {
      assertLatency(0, 1, () -> new StreamArbiter<>("Arbiter", SHAPE, 2, policy, StreamArbiter.Hold.BEAT));
    }
  }

  @Test
  void registeredOnesTakeOne() {
    assertLatency(1, 1, () -> new StreamFifo<>("Fifo", SHAPE, 4));
    assertLatency(1, 1, () -> new FlowStage<>("Later", SHAPE.flow()));
    for (StreamStage.Kind kind : StreamStage.Kind.values()) {
      assertLatency(1, 1, () -> new StreamStage<>("Stage", SHAPE, kind));
    }
    for (int depth : List.of(1, 2, 8)) {
      assertLatency(1, 1, () -> new FlowToStream<>("Waiting", Flow.of(UInt.bits(4), 1), depth));
    }
  }

  @Test
  void widthsTakeOneFromTheBeatThatCompletesOne() {
    assertLatency(1, 1, () -> new StreamWidth<>("Narrower", SHAPE.withLanes(4).withoutLast(), 1));
    assertLatency(1, 4, () -> new StreamWidth<>("Wider", SHAPE.withoutLast(), 4));
    assertLatency(1, 2, () -> new StreamWidth<>("Odd", SHAPE.withLanes(2).withoutLast(), 3));
  }
}
