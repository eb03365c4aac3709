package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.type.Bits;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Record;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;

/** Every operator of bits on every pair of values, and vectors indexed by signals. */
class BitsTest {
  /** What an operator means, on numbers of {@code width} bits. */
  private interface Meaning {
    long of(int a, int b, int width);
  }

  private static final Map<String, Meaning> MEANINGS = new LinkedHashMap<>();

  static {
    MEANINGS.put("both", (a, b, w) -> a & b);
    MEANINGS.put("either", (a, b, w) -> a | b);
    MEANINGS.put("exclusive", (a, b, w) -> a ^ b);
    MEANINGS.put("inverse", (a, b, w) -> ~a & (1 << w) - 1);
    MEANINGS.put("same", (a, b, w) -> a == b ? 1 : 0);
    MEANINGS.put("differ", (a, b, w) -> a == b ? 0 : 1);
    MEANINGS.put("every", (a, b, w) -> Integer.bitCount(a) == w ? 1 : 0);
    MEANINGS.put("some", (a, b, w) -> a == 0 ? 0 : 1);
    MEANINGS.put("odd", (a, b, w) -> Integer.bitCount(a) & 1);
    MEANINGS.put("joined", (a, b, w) -> a << w | b);
    MEANINGS.put("left1", (a, b, w) -> rotate(a, 1, w));
    MEANINGS.put("right1", (a, b, w) -> rotate(a, w - 1, w));
    MEANINGS.put("left_far", (a, b, w) -> rotate(a, (3 * w + 2) % w, w));
    MEANINGS.put("left_by", (a, b, w) -> rotate(a, b % w, w));
    MEANINGS.put("picked", (a, b, w) -> b < w ? a >> b & 1 : 0);
    MEANINGS.put("mirrored", (a, b, w) -> Integer.toUnsignedLong(Integer.reverse(a)) >> 32 - w);
    MEANINGS.put("twice", (a, b, w) -> a << w | a);
    MEANINGS.put("top", (a, b, w) -> a >> w - 1);
    MEANINGS.put("with_constant", (a, b, w) -> a ^ 1);
  }

  private static long rotate(int a, int n, int width) {
    return (a << n | a >> width - n) & (1 << width) - 1;
  }

  static final class Operators extends Component {
    final Bits a;
    final Bits b;

    Operators(int width) {
      a = in(Bits.bits(width));
      b = in(Bits.bits(width));
    }

    private void show(String name, Bits value) {
      out(name, Bits.bits(value.width())).set(value);
    }

    private void show(String name, Bool value) {
      out(name, Bool.bool()).set(value);
    }

    @Override
    protected void build() {
      int width = a.width();
      show("both", a.and(b));
      show("either", a.or(b));
      show("exclusive", a.xor(b));
      show("inverse", a.not());
      show("same", a.eq(b));
      show("differ", a.ne(b));
      show("every", a.andAll());
      show("some", a.orAll());
      show("odd", a.xorAll());
      show("joined", a.concat(b));
      show("left1", a.rotateLeft(1));
      show("right1", a.rotateRight(1));
      show("left_far", a.rotateLeft(3 * width + 2));
      show("left_by", a.rotateLeft(b.asUInt()));
      show("picked", a.bit(b.asUInt()));
      show("mirrored", a.reversed());
      show("twice", a.repeated(2));
      show("top", a.slice(width - 1, width - 1));
      show("with_constant", a.xor(Bits.lit(1, width)));
    }
  }

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5})
  void everyOperatorOnEveryPair(int width) {
    try (Simulation sim = Simulator.open(Hdl.elaborate(() -> new Operators(width)))) {
      for (int a = 0; a < 1 << width; a++) {
        for (int b = 0; b < 1 << width; b++) {
          sim.poke("a", a);
          sim.poke("b", b);
          sim.eval();
          for (Map.Entry<String, Meaning> entry : MEANINGS.entrySet()) {
            assertEquals(entry.getValue().of(a, b, width), sim.peek(entry.getKey()),
                entry.getKey() + " of " + a + " and " + b + " in " + width + " bits");
          }
        }
      }
    }
  }

  static final class Point extends Record {
    final SInt x = field(SInt.bits(5));
    final Bool lit = field(Bool.bool());
  }

  /** A small register file of records. */
  static final class Store extends Component {
    final UInt writeIndex = in(UInt.bits(3));
    final Point written = in(Record.type(Point::new));
    final Bool enable = in(Bool.bool());
    final UInt readIndex = in(UInt.bits(3));
    final Point found = out(Record.type(Point::new));
    final Bits contents = out(Bits.bits(30));

    @Override
    protected void build() {
      Vec<Point> cells = reg("cells", Vec.type(5, Record.type(Point::new)), 0);
      when(enable, () -> cells.set(writeIndex, written));
      found.set(cells.get(readIndex));
      contents.set(cells.asBits());
    }
  }

  /** Reading beyond the end gives the last element, writing there changes none. */
  @Test
  void vectorsAreReadAndWrittenAtRunTime() {
    Design<Store> design = Hdl.design(Store::new);
    Store dut = design.top();
    Random random = new Random(8);
    int[] x = new int[5];
    int[] lit = new int[5];
    try (Simulation sim = Simulator.open(design.rtl())) {
      for (int cycle = 0; cycle < 500; cycle++) {
        int write = random.nextInt(8);
        int read = random.nextInt(8);
        int value = random.nextInt(-16, 16);
        int enable = random.nextInt(2);
        sim.poke(dut.writeIndex, write);
        sim.poke(dut.readIndex, read);
        sim.poke(dut.written.x, value);
        sim.poke(dut.written.lit, value & 1);
        sim.poke(dut.enable, enable);
        sim.eval();
        assertEquals(x[Math.min(read, 4)], sim.peek(dut.found.x), "cycle " + cycle);
        assertEquals(lit[Math.min(read, 4)], sim.peek(dut.found.lit), "cycle " + cycle);
        long all = 0;
        for (int i = 4; i >= 0; i--) {
          all = all << 6 | lit[i] << 5 | x[i] & 31;
        }
        assertEquals(all, sim.peek(dut.contents));
        sim.step();
        if (enable == 1 && write < 5) {
          x[write] = value;
          lit[write] = value & 1;
        }
      }
    }
  }
}
