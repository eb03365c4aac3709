package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Flow;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.stream.FlowStage;
import vit2rtl.hdl.stream.FlowToStream;
import vit2rtl.hdl.stream.StreamFifo;
import vit2rtl.hdl.stream.StreamStage;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Record;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;

/** Flows, and streams of other things than rows of integers. */
class FlowTest {

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  static final class Sample extends Record {
    final SInt value = field(SInt.bits(9));
    final Bool good = field(Bool.bool());
    final UInt channel = field(UInt.range(2, 5));
  }

  private static final Stream.Shape<Sample> SAMPLES = Stream.of(Record.type(Sample::new), 1).withoutLast();

  private static int[] samples(int count) {
    Random random = new Random(count);
    return IntStream.range(0, 3 * count).map(i -> switch (i % 3) {
      case 0 -> random.nextInt(-256, 256);
      case 1 -> random.nextInt(2);
      default -> random.nextInt(2, 6);
    }).toArray();
  }

  /** A record's parts are the elements of its beat; the stream has no {@code last}. */
  private static void passes(RtlDesign design) {
    assertEquals(List.of("in_data_0_value", "in_data_0_good", "in_data_0_channel"), design.stream("in").payload());
    assertEquals(null, design.stream("in").last());
    int[] x = samples(200);
    try (Simulation sim = Simulator.open(design)) {
      for (int seed = 1; seed <= 6; seed++) {
        assertArrayEquals(x, sim.stream(new StreamJob(
            List.of(new StreamSource("in", x, x.length, new StallPattern.Random(seed, seed * 12))),
            List.of(new StreamSink("out", 1, x.length, new StallPattern.Bursts(seed, 2 + seed))))).data());
      }
    }
  }

  @Test
  void queuesAndStagesCarryRecordsWithoutLast() {
    passes(Hdl.elaborate(() -> new StreamFifo<>("Fifo", SAMPLES, 4)));
    passes(Hdl.elaborate(() -> new StreamStage<>("Stage", SAMPLES, StreamStage.Kind.FULL)));
  }

  /** A stream drained into a flow, a register stage, and a stream again. */
  static final class There extends Component {
    final Stream<Sample> input = in("in", SAMPLES);
    final Flow<Sample> output = out("out", SAMPLES.flow());

    @Override
    protected void build() {
      FlowStage<Sample> stage = instance("stage", () -> new FlowStage<>("Stage", SAMPLES.flow()));
      input.into(stage.input);
      stage.output.into(output);
    }
  }

  @Test
  void aStreamBecomesAFlowAndEveryBeatComesOneCycleLater() {
    Design<There> design = Hdl.design(There::new);
    assertEquals(List.of("in_valid", "in_ready", "in_data_0_value", "in_data_0_good", "in_data_0_channel", "out_valid",
        "out_data_0_value", "out_data_0_good", "out_data_0_channel"),
        design.rtl().ports().stream().map(p -> p.name()).toList());
    Random random = new Random(5);
    try (Simulation sim = Simulator.open(design.rtl())) {
      int before = 0;
      int held = 0;
      for (int cycle = 0; cycle < 300; cycle++) {
        int valid = random.nextInt(2);
        int value = random.nextInt(-256, 256);
        sim.poke("in_valid", valid);
        sim.poke("in_data_0_value", value);
        sim.eval();
        assertEquals(1, sim.peek("in_ready"));
        assertEquals(before, sim.peek("out_valid"), "cycle " + cycle);
        assertTrue(before == 0 || sim.peek("out_data_0_value") == held, "cycle " + cycle);
        sim.step();
        before = valid;
        held = value;
      }
    }
  }

  /** Against a queue: what is lost, when, and what arrives. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void aFlowBecomesAStreamAndLossesAreTold(int depth) {
    Flow.Shape<SInt> shape = Flow.of(SInt.bits(9), 1).withLast();
    RtlDesign design = Hdl.elaborate(() -> new FlowToStream<>("Room", shape, depth));
    Random random = new Random(depth);
    Deque<Integer> queue = new ArrayDeque<>();
    int lost = 0;
    try (Simulation sim = Simulator.open(design)) {
      for (int cycle = 0; cycle < 2000; cycle++) {
        int busy = cycle / 200 % 2 == 0 ? 30 : 80;
        int valid = random.nextInt(100) < busy ? 1 : 0;
        int ready = random.nextInt(100) < 100 - busy ? 1 : 0;
        int value = random.nextInt(-256, 256);
        sim.poke("in_valid", valid);
        sim.poke("in_data_0", value);
        sim.poke("in_last", value & 1);
        sim.poke("out_ready", ready);
        sim.eval();
        assertEquals(queue.isEmpty() ? 0 : 1, sim.peek("out_valid"), "cycle " + cycle);
        if (!queue.isEmpty()) {
          assertEquals((long) queue.peek(), sim.peek("out_data_0"), "cycle " + cycle);
          assertEquals(queue.peek() & 1, sim.peek("out_last"), "cycle " + cycle);
        }
        boolean leaves = !queue.isEmpty() && ready == 1;
        boolean room = queue.size() < depth || depth == 1 && leaves;
        assertEquals(valid == 1 && !room ? 1 : 0, sim.peek("overflow"), "cycle " + cycle);
        if (leaves) {
          queue.remove();
        }
        if (valid == 1 && room) {
          queue.add(value);
        }
        lost += valid == 1 && !room ? 1 : 0;
        sim.step();
      }
    }
    assertTrue(lost > 50, lost + " beats lost: the test saw too few");
    assertTrue(assertThrows(StructureException.class,
        () -> Hdl.elaborate(() -> new FlowToStream<>("Room", shape, 3))).getMessage()
        .contains("room for 3 beats; allowed: powers of two from 1"));
  }
}
