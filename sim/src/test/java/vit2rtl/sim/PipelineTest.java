package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.examples.Blender;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Stage;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.Bits;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.EnumSignal;
import vit2rtl.hdl.type.Record;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.Type;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;

/** Pipelines against what they should compute, cycle by cycle. */
class PipelineTest {
  private static final Stages STAGES = Stages.of("first", "second", "third");
  private static final int CYCLES = 400;

  @BeforeAll
  static void needsTheTools() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  enum Colour { RED, GREEN, BLUE }

  /** One part of every kind. */
  static final class Parts extends Record {
    final UInt unsigned = field(UInt.bits(5));
    final SInt signed = field(SInt.bits(5));
    final Bits bits = field(Bits.bits(5));
    final Bool truth = field(Bool.bool());
    final EnumSignal<Colour> colour = field(EnumSignal.type(Colour.class));
    final Vec<UInt> several = field(Vec.type(2, UInt.bits(5)));

    static Type<Parts> kind() {
      return Record.type(Parts::new);
    }
  }

  /** Everything that a pipeline carries, reads and keeps, and a value used in every stage. */
  static final class Everything extends Component {
    final Bool advance = in(Bool.bool());
    final Bool valid = in(Bool.bool());
    final Bool take = in(Bool.bool());
    final UInt x = in(UInt.bits(5));
    final UInt sum = out(UInt.upTo(4 * 31));
    final Bits carried = out(Bits.bits(18 + 10));
    final UInt word = out(UInt.bits(8));
    final UInt kept = out(UInt.bits(5));
    final Bool arrives = out(Bool.bool());

    @Override
    protected void build() {
      Pipeline pipe = pipeline(STAGES, advance);
      Stage first = pipe.start();
      Parts parts = wire("parts", Parts.kind());
      parts.unsigned.set(x);
      parts.signed.set(x.asBits().asSInt());
      parts.bits.set(x.asBits().not());
      parts.truth.set(x.msb());
      parts.colour.set(Colour.BLUE);
      when(x.lt(10), () -> parts.colour.set(Colour.RED));
      parts.several.get(0).set(x.xor(UInt.lit(21)));
      parts.several.get(1).set(x.xor(UInt.lit(10)));

      Staged<UInt> value = first.value("value", x);
      Staged<Parts> all = first.value("all", parts);
      Staged<Bool> flag = first.flag("flag", valid);
      Mem<UInt> squares = rom("squares", UInt.bits(8), squares());
      Staged<UInt> square = first.read("square", squares, x.truncate(4));
      Staged<UInt> held = first.hold("held", take, x);

      sum.set(value.now().add(value.at("second")).add(value.at("third")).add(value.at(pipe.end())));
      carried.set(all.at(pipe.end()).asBits());
      word.set(square.at(pipe.end()));
      kept.set(held.at("third"));
      arrives.set(flag.at(pipe.end()));
    }

    private static long[] squares() {
      long[] words = new long[16];
      for (int i = 0; i < words.length; i++) {
        words[i] = i * i;
      }
      return words;
    }
  }

  @Test
  void valuesArriveWithTheirStage() {
    Design<Everything> design = Hdl.design(Everything::new);
    Everything dut = design.top();
    Random random = new Random(1);
    int[] x = new int[4];
    boolean[] valid = new boolean[4];
    int[] held = new int[3];
    try (Simulation sim = Simulator.open(design.rtl())) {
      for (int cycle = 0; cycle < CYCLES; cycle++) {
        x[0] = random.nextInt(32);
        valid[0] = random.nextBoolean();
        boolean take = random.nextInt(4) == 0;
        boolean advance = random.nextInt(4) > 0;
        sim.poke(dut.x, x[0]);
        sim.poke(dut.valid, valid[0] ? 1 : 0);
        sim.poke(dut.take, take ? 1 : 0);
        sim.poke(dut.advance, advance ? 1 : 0);
        sim.eval();
        assertEquals(valid[3] ? 1 : 0, sim.peek(dut.arrives), "valid, also before the first has arrived");
        if (cycle > 40) {
          assertEquals(x[0] + x[1] + x[2] + x[3], sim.peek(dut.sum));
          assertEquals((x[3] & 15) * (x[3] & 15), sim.peek(dut.word));
          assertEquals(held[2], sim.peek(dut.kept));
          assertEquals(parts(x[3]), sim.peek(dut.carried));
        }
        sim.step();
        if (advance) {
          System.arraycopy(x, 0, x, 1, 3);
          System.arraycopy(valid, 0, valid, 1, 3);
          held[2] = held[1];
          held[1] = take ? x[0] : held[1];
        }
      }
    }
  }

  private static long parts(int x) {
    long truth = x >> 4;
    long colour = x < 10 ? 0 : 2;
    return x | x << 5 | (~x & 31L) << 10 | truth << 15 | colour << 16 | (x ^ 21L) << 18 | (x ^ 10L) << 23;
  }

  @Test
  void aStreamGoesThroughWithTheLatencyOfItsStages() {
    Random random = new Random(2);
    int[] in = new int[2 * 600];
    int[] out = new int[600];
    for (int i = 0; i < out.length; i++) {
      in[2 * i] = random.nextInt(256);
      in[2 * i + 1] = random.nextInt(256);
      out[i] = in[2 * i] * 77 + in[2 * i + 1] * (256 - 77) + 128 >> 8;
    }
    Design<Blender> design = Hdl.design(Blender::new);
    for (StallPattern stalls : List.of(StallPattern.none(), new StallPattern.Random(1, 50))) {
      try (Simulation sim = Simulator.open(design.rtl())) {
        sim.poke(design.top().opacity, 77);
        StreamResult run = sim.stream(new StreamJob(List.of(new StreamSource("in", in, 6, stalls)),
            List.of(new StreamSink("out", 200, 3, stalls))));
        assertArrayEquals(out, run.data());
        assertEquals(stalls == StallPattern.none() ? Blender.STAGES.cycles() : run.latency(), run.latency());
      }
    }
  }
}
