package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.stream.StreamArbiter.Hold;
import vit2rtl.hdl.stream.StreamArbiter.Policy;
import vit2rtl.hdl.stream.StreamArbiter;
import vit2rtl.hdl.stream.StreamFilter;
import vit2rtl.hdl.stream.StreamFork;
import vit2rtl.hdl.stream.StreamJoin;
import vit2rtl.hdl.stream.StreamStage;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;

/** Joins, forks, arbiters and filters under stalls; the sinks check the rules of streams. */
class StreamRoutingTest {
  private static final int ROW = 6;
  private static final Stream.Shape<SInt> SHAPE = Stream.of(SInt.bits(7), 2);

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  private static StallPattern stalls(long seed) {
    return seed % 4 == 0 ? StallPattern.none()
        : seed % 4 == 1 ? new StallPattern.Bursts(seed, 9) : new StallPattern.Random(seed, (int) (seed * 7 % 90));
  }

  private static int[] values(int rows, long seed) {
    return new Random(seed).ints((long) rows * ROW, -64, 64).toArray();
  }

  private static StreamResult run(Simulation sim, List<StreamSource> sources, List<StreamSink> sinks) {
    return sim.stream(new StreamJob(sources, sinks));
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3"})
  void aJoinTakesOneBeatOfEachInput(int inputs) {
    RtlDesign design = Hdl.elaborate(() -> new StreamJoin<>("Joined", SHAPE, inputs));
    try (Simulation sim = Simulator.open(design)) {
      for (long seed = 0; seed < 8; seed++) {
        List<StreamSource> sources = new ArrayList<>();
        int[] expected = new int[20 * ROW * inputs];
        for (int i = 0; i < inputs; i++) {
          int[] x = values(20, seed * 10 + i);
          sources.add(new StreamSource("in_" + i, x, ROW, stalls(seed + i)));
          for (int k = 0; k < x.length; k++) {
            expected[(k / 2 * inputs + i) * 2 + k % 2] = x[k];
          }
        }
        StreamResult result = run(sim, sources, List.of(new StreamSink("out", 20, ROW * inputs, stalls(seed + 5))));
        assertArrayEquals(expected, result.data());
      }
    }
  }

  /** A join with a register stage behind it, which gives its checks a clock. */
  static final class Pairs extends Component {
    final Stream<SInt> first = in("in_0", SHAPE);
    final Stream<SInt> second = in("in_1", SHAPE);
    final Stream<SInt> output = out("out", SHAPE.withLanes(4));

    @Override
    protected void build() {
      StreamJoin<SInt> join = instance("pairs_join", () -> new StreamJoin<>("Joined", SHAPE, 2));
      StreamStage<SInt> stage = instance("stage",
          () -> new StreamStage<>("Stage", SHAPE.withLanes(4), StreamStage.Kind.FULL));
      first.into(join.inputs.get(0));
      second.into(join.inputs.get(1));
      join.output.into(stage.input);
      stage.output.into(output);
    }
  }

  /** Joined rows of different lengths: the verification build says so. */
  @Test
  void aJoinOfUnlikeRowsIsFoundOut() {
    try (Simulation sim = Simulator.open(Hdl.elaborate(Pairs::new))) {
      List<StreamSource> sources = List.of(new StreamSource("in_0", values(2, 1), ROW, StallPattern.none()),
          new StreamSource("in_1", values(2, 2), 2 * ROW, StallPattern.none()));
      assertTrue(assertThrows(SimulationException.class,
          () -> run(sim, sources, List.of(new StreamSink("out", 2, 2 * ROW, StallPattern.none())))).getMessage()
          .contains("joined rows end on different beats"));
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "4"})
  void aForkServesEveryReceiverOnce(int outputs) {
    RtlDesign design = Hdl.elaborate(() -> new StreamFork<>("Forked", SHAPE, outputs));
    try (Simulation sim = Simulator.open(design)) {
      for (long seed = 0; seed < 8; seed++) {
        int[] x = values(20, seed);
        long s = seed;
        List<StreamSink> sinks = IntStream.range(0, outputs)
            .mapToObj(i -> new StreamSink("out_" + i, 20, ROW, stalls(s + i))).toList();
        StreamResult result = run(sim, List.of(new StreamSource("in", x, ROW, stalls(seed + 2))), sinks);
        result.received().forEach(received -> assertArrayEquals(x, received.data()));
      }
      StreamResult free = run(sim, List.of(new StreamSource("in", values(20, 1), ROW, StallPattern.none())),
          IntStream.range(0, outputs).mapToObj(i -> new StreamSink("out_" + i, 20, ROW, StallPattern.none())).toList());
      assertEquals(60, free.cycles());
      assertEquals(0, free.latency());
    }
  }

  /** A receiver that is never ready holds the others back by no more than one beat: they have been served. */
  @Test
  void aForkIsEager() {
    try (Simulation sim = Simulator.open(Hdl.elaborate(() -> new StreamFork<>("Forked", SHAPE, 2)))) {
      sim.poke("in_valid", 1);
      sim.poke("out_0_ready", 1);
      sim.poke("out_1_ready", 0);
      sim.eval();
      assertEquals(1, sim.peek("out_0_valid"));
      sim.step();
      assertEquals(0, sim.peek("out_0_valid"));
      assertEquals(1, sim.peek("out_1_valid"));
      assertEquals(0, sim.peek("in_ready"));
      sim.poke("out_1_ready", 1);
      sim.eval();
      assertEquals(1, sim.peek("in_ready"));
    }
  }

  /** Elements that tell their input and place: input·512 + number. */
  private static final Stream.Shape<UInt> TAGGED = Stream.of(UInt.bits(11), 1);

  private static int[] tagged(int input, int rows) {
    return IntStream.range(0, rows * ROW).map(k -> input << 9 | k).toArray();
  }

  /** What each input sent arrives in its order, whole rows where grants are held. */
  @ParameterizedTest
  @CsvSource({"FIXED_PRIORITY, ROW, 3", "ROUND_ROBIN, ROW, 3", "ROUND_ROBIN, ROW, 4", "FIXED_PRIORITY, ROW, 2"})
  void rowsStayWhole(Policy policy, Hold hold, int inputs) {
    int rows = 30;
    try (Simulation sim = Simulator.open(
        Hdl.elaborate(() -> new StreamArbiter<>("Arbiter", TAGGED, inputs, policy, hold)))) {
      for (long seed = 0; seed < 8; seed++) {
        List<StreamSource> sources = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
          sources.add(new StreamSource("in_" + i, tagged(i, rows), ROW, stalls(seed + i)));
        }
        int[] y = run(sim, sources, List.of(new StreamSink("out", inputs * rows, ROW, stalls(seed + 9)))).data();
        int[] next = new int[inputs];
        for (int row = 0; row < inputs * rows; row++) {
          int input = y[row * ROW] >> 9;
          int[] expected = Arrays.copyOfRange(tagged(input, rows), next[input], next[input] + ROW);
          assertArrayEquals(expected, Arrays.copyOfRange(y, row * ROW, (row + 1) * ROW), "row " + row);
          next[input] += ROW;
        }
      }
    }
  }

  /** Beat by beat, the last of each row included: the rules of streams hold, nothing is lost or doubled. */
  @ParameterizedTest
  @CsvSource({"FIXED_PRIORITY, 3", "ROUND_ROBIN, 3", "ROUND_ROBIN, 2"})
  void beatsOfSeveralInputsMix(Policy policy, int inputs) {
    Stream.Shape<UInt> shape = TAGGED.withoutLast();
    int count = 180;
    try (Simulation sim = Simulator.open(
        Hdl.elaborate(() -> new StreamArbiter<>("Arbiter", shape, inputs, policy, Hold.BEAT)))) {
      for (long seed = 0; seed < 8; seed++) {
        List<StreamSource> sources = new ArrayList<>();
        for (int i = 0; i < inputs; i++) {
          sources.add(new StreamSource("in_" + i, tagged(i, count / ROW), ROW, stalls(seed + i)));
        }
        int[] y = run(sim, sources, List.of(new StreamSink("out", 1, inputs * count, stalls(seed + 3)))).data();
        for (int i = 0; i < inputs; i++) {
          int input = i;
          assertArrayEquals(tagged(i, count / ROW), Arrays.stream(y).filter(v -> v >> 9 == input).toArray());
        }
      }
    }
  }

  /** All inputs have beats always: who is served, and what {@code source} says. */
  @ParameterizedTest
  @CsvSource({"FIXED_PRIORITY, BEAT, 000000000", "ROUND_ROBIN, BEAT, 012012012", "FIXED_PRIORITY, ROW, 000000000",
      "ROUND_ROBIN, ROW, 000111222"})
  void theOrderIsThatOfThePolicy(Policy policy, Hold hold, String expected) {
    try (Simulation sim = Simulator.open(
        Hdl.elaborate(() -> new StreamArbiter<>("Arbiter", TAGGED, 3, policy, hold)))) {
      int[] sent = new int[3];
      StringBuilder order = new StringBuilder();
      sim.poke("out_ready", 1);
      for (int beat = 0; beat < 9; beat++) {
        for (int i = 0; i < 3; i++) {
          sim.poke("in_" + i + "_valid", 1);
          sim.poke("in_" + i + "_data_0", i << 9 | sent[i]);
          sim.poke("in_" + i + "_last", sent[i] % 3 == 2 ? 1 : 0);
        }
        sim.eval();
        int source = (int) sim.peek("source");
        assertEquals(source << 9 | sent[source], sim.peek("out_data_0"));
        order.append(source);
        sent[source]++;
        sim.step();
      }
      assertEquals(expected, order.toString());
    }
  }

  /** A beat that waits is not pushed aside by one of higher priority. */
  @Test
  void anOfferedBeatStays() {
    try (Simulation sim = Simulator.open(Hdl.elaborate(
        () -> new StreamArbiter<>("Arbiter", TAGGED, 2, Policy.FIXED_PRIORITY, Hold.BEAT)))) {
      sim.poke("in_1_valid", 1);
      sim.poke("in_1_data_0", 700);
      sim.step();
      sim.poke("in_0_valid", 1);
      sim.poke("in_0_data_0", 5);
      sim.step();
      assertEquals(700, sim.peek("out_data_0"));
      sim.poke("out_ready", 1);
      sim.eval();
      assertEquals(0, sim.peek("in_0_ready"));
      sim.step();
      assertEquals(5, sim.peek("out_data_0"));
    }
  }

  /** Drops what is odd. */
  static final class Even extends Component {
    final Stream<SInt> input = in("in", Stream.of(SInt.bits(7), 1).withoutLast());
    final Stream<SInt> output = out("out", input.shape());

    @Override
    protected void build() {
      StreamFilter<SInt> filter = instance("filter", () -> new StreamFilter<>("Filter", input.shape()));
      input.into(filter.input);
      filter.drop.set(input.payload().get(0).bit(0));
      filter.output.into(output);
    }
  }

  @Test
  void aFilterThrowsAway() {
    int[] x = values(40, 3);
    int[] even = Arrays.stream(x).filter(v -> v % 2 == 0).toArray();
    try (Simulation sim = Simulator.open(Hdl.elaborate(Even::new))) {
      for (long seed = 0; seed < 6; seed++) {
        assertArrayEquals(even, run(sim, List.of(new StreamSource("in", x, ROW, stalls(seed))),
            List.of(new StreamSink("out", 1, even.length, stalls(seed + 1)))).data());
      }
      sim.poke("out_ready", 0);
      sim.poke("in_data_0", 3);
      sim.eval();
      assertEquals(1, sim.peek("in_ready"), "what is dropped waits for nobody");
    }
  }
}
