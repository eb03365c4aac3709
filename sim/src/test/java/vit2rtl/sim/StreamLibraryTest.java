package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.StateMachine;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.stream.StreamFifo;
import vit2rtl.hdl.stream.StreamStage;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;

class StreamLibraryTest {
  private static final Stream.Shape<SInt> SHAPE = Stream.of(SInt.bits(7), 2);
  private static final int ROW = 5;

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  private static StreamJob job(int[] x, StallPattern in, StallPattern out) {
    return new StreamJob(List.of(new StreamSource("in", x, ROW, in)),
        List.of(new StreamSink("out", x.length / ROW, ROW, out)));
  }

  /** Whatever the stalls, the rows come out as they went in; the cycles of the free run. */
  private static StreamResult passes(RtlDesign design) {
    int[] x = new Random(3).ints(60L * ROW, -64, 64).toArray();
    try (Simulation sim = Simulator.open(design)) {
      for (long seed = 1; seed <= 20; seed++) {
        StallPattern in = seed % 3 == 0 ? StallPattern.none() : new StallPattern.Random(seed, (int) (seed * 4));
        StallPattern out = seed % 4 == 0 ? new StallPattern.Bursts(seed, 12) : new StallPattern.Random(seed + 50, 45);
        assertArrayEquals(x, sim.stream(job(x, in, out)).data());
      }
      StreamResult free = sim.stream(job(x, StallPattern.none(), StallPattern.none()));
      assertArrayEquals(x, free.data());
      assertEquals(1, free.latency());
      return free;
    }
  }

  @ParameterizedTest
  @EnumSource(StreamStage.Kind.class)
  void stagesKeepRowsAndTheirRate(StreamStage.Kind kind) {
    StreamResult free = passes(Hdl.elaborate(() -> new StreamStage<>("Stage", SHAPE, kind)));
    int beats = 60 * 3;
    assertEquals(kind == StreamStage.Kind.HALF ? 2 * beats : beats + 1, free.cycles());
  }

  /** Combinational paths from the sink's ready to the source's: only where the stage says so. */
  @ParameterizedTest
  @EnumSource(StreamStage.Kind.class)
  void stagesCutThePathsTheySay(StreamStage.Kind kind) {
    Design<StreamStage<SInt>> design = Hdl.design(() -> new StreamStage<>("Stage", SHAPE, kind));
    try (Simulation sim = Simulator.open(design.rtl())) {
      sim.poke("in_valid", 1);
      sim.step(2);
      long stalled = sim.peek("in_ready");
      sim.poke("out_ready", 1);
      sim.eval();
      assertEquals(kind == StreamStage.Kind.FORWARD, sim.peek("in_ready") != stalled);
    }
  }

  @Test
  void aQueueHoldsItsDepthAndRunsAtFullRate() {
    Design<StreamFifo<SInt>> design = Hdl.design(() -> new StreamFifo<>("Fifo", SHAPE, 4));
    assertEquals(60 * 3 + 1, passes(design.rtl()).cycles());
    try (Simulation sim = Simulator.open(design.rtl())) {
      sim.poke("in_valid", 1);
      for (int held = 0; held < 4; held++) {
        assertEquals(1, sim.peek("in_ready"));
        assertEquals(held, sim.peek(design.top().fill));
        sim.step();
      }
      assertEquals(0, sim.peek("in_ready"));
      assertEquals(4, sim.peek(design.top().fill));
    }
    assertTrue(assertThrows(StructureException.class,
        () -> Hdl.elaborate(() -> new StreamFifo<>("Fifo", SHAPE, 3))).getMessage()
        .contains("a queue of 3 beats; allowed: powers of two from 2"));
  }

  /** Children joined by {@code into}. */
  static final class Chain extends Component {
    final Stream<SInt> input = in("in", SHAPE);
    final Stream<SInt> output = out("out", SHAPE);

    @Override
    protected void build() {
      StreamStage<SInt> first = instance("first", () -> new StreamStage<>("Stage", SHAPE, StreamStage.Kind.FULL));
      StreamFifo<SInt> queue = instance("queue", () -> new StreamFifo<>("Fifo", SHAPE, 8));
      input.into(first.input);
      first.output.into(queue.input);
      queue.output.into(output);
    }
  }

  @Test
  void streamsAreJoinedInOneCall() {
    int[] x = new Random(4).ints(40L * ROW, -64, 64).toArray();
    try (Simulation sim = Simulator.open(Hdl.elaborate(Chain::new))) {
      StreamResult run = sim.stream(job(x, new StallPattern.Random(1, 20), new StallPattern.Bursts(2, 20)));
      assertArrayEquals(x, run.data());
    }
  }

  enum Light { RED, GREEN, AMBER }

  /** Red until go, then green for one cycle, amber for one cycle. */
  static final class Lights extends Component {
    final Bool go = in(Bool.bool());
    final UInt shown = out(UInt.upTo(2));

    @Override
    protected void build() {
      StateMachine<Light> light = states("light", Light.class, Light.RED);
      when(light.is(Light.RED).and(go), () -> light.go(Light.GREEN))
          .elsewhen(light.is(Light.GREEN), () -> light.go(Light.AMBER))
          .elsewhen(light.is(Light.AMBER), () -> light.go(Light.RED));
      shown.set(light.code());
    }
  }

  @Test
  void stateMachinesFollowTheirTransitions() {
    Design<Lights> design = Hdl.design(Lights::new);
    try (Simulation sim = Simulator.open(design.rtl())) {
      int[] go = {0, 0, 1, 1, 1, 0, 0, 1};
      Light[] expected = {Light.RED, Light.RED, Light.RED, Light.GREEN, Light.AMBER, Light.RED, Light.RED, Light.RED};
      for (int cycle = 0; cycle < go.length; cycle++) {
        assertEquals(expected[cycle].ordinal(), sim.peek(design.top().shown), "cycle " + cycle);
        sim.poke(design.top().go, go[cycle]);
        sim.step();
      }
    }
  }
}
