package vit2rtl.accelerator.supply;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.accelerator.file.PackedStream;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.type.UInt;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.Simulator;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamResult;
import vit2rtl.sim.dut.StreamSink;
import vit2rtl.sim.tool.Tools;

/** A ROM of several banks, the last of them not full: its words in their order, again and again, one per cycle. */
@Execution(ExecutionMode.CONCURRENT)
class RomWordsTest {
  private static final int DEPTH = 21;
  private static final int PASSES = 4;

  /** Words of two columns of 12 bits as two elements. */
  static final class Harness extends Component {
    private final PackedStream rom;
    final Stream<UInt> output = out("out", Stream.of(UInt.bits(12), 2).withoutLast());

    Harness(PackedStream rom) {
      this.rom = rom;
    }

    @Override
    protected void build() {
      RomWords words = instance("words", () -> new RomWords(rom, 2));
      output.valid().set(words.output.valid());
      words.output.ready().set(output.ready());
      UInt word = words.output.payload().get(0);
      output.payload().get(0).set(word.slice(11, 0));
      output.payload().get(1).set(word.slice(23, 12));
    }
  }

  @Test
  void givesEveryWordInItsTurn() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    long[] low = LongStream.range(0, DEPTH).map(i -> 4095 - 100 * i).toArray();
    long[] high = LongStream.range(0, DEPTH).map(i -> 7 + 150 * i).toArray();
    int[] expected = IntStream.range(0, 2 * PASSES * DEPTH)
        .map(i -> (int) (i % 2 == 0 ? low : high)[i / 2 % DEPTH]).toArray();
    PackedStream rom = new PackedStream(1, 1, 1, 1, 12, List.of(low, high));
    try (Simulation simulation = Simulator.open(Hdl.elaborate(() -> new Harness(rom)))) {
      for (StallPattern stalls : List.of(StallPattern.none(), new StallPattern.Random(3, 50))) {
        simulation.reset();
        StreamResult run = simulation.stream(new StreamJob(List.of(),
            List.of(new StreamSink("out", PASSES * DEPTH, 2, stalls))));
        assertArrayEquals(expected, run.data());
        if (stalls.equals(StallPattern.none())) {
          StreamResult.Received words = run.received().get(0);
          assertEquals(PASSES * DEPTH - 1, words.lastCycle() - words.firstCycle(), "a word per cycle");
        }
      }
    }
  }
}
