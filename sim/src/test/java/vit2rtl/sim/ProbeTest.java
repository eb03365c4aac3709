package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;
import vit2rtl.sim.dut.SimulationException;
import vit2rtl.sim.tool.RequestException;
import vit2rtl.sim.tool.Tools;

/** Memories and signals inside a design: what Java reads is what the hardware holds, and the reverse. */
class ProbeTest {

  /** Delays its input by one cycle, adds a table's word, and stores what it sees. */
  static final class Stage extends Component {
    final UInt address = in(UInt.bits(3));
    final SInt x = in(SInt.bits(9));
    final Bool writes = in(Bool.bool());
    final SInt y = out(SInt.bits(9));
    final SInt was = out(SInt.bits(9));
    final SInt held = reg(SInt.bits(9), 0);
    Mem<SInt> words;

    @Override
    protected void build() {
      held.set(x);
      was.set(held);
      words = mem("words", SInt.bits(9), 8);
      words.write(address, x, writes);
      y.set(words.readAsync(address));
    }
  }

  static final class Pair extends Component {
    final UInt address = in(UInt.bits(3));
    final SInt x = in(SInt.bits(9));
    final Bool writes = in(Bool.bool());
    final SInt y = out(SInt.bits(9));
    final SInt held = out(SInt.bits(9));
    final UInt digit = out(UInt.range(2, 9));
    final Vec<UInt> both = in(Vec.type(2, UInt.range(2, 9)));
    Mem<UInt> digits;
    Stage left;
    Stage right;

    @Override
    protected void build() {
      left = instance("left", Stage::new);
      right = instance("right", Stage::new);
      left.address.set(address);
      left.x.set(x);
      left.writes.set(writes);
      right.address.set(address);
      right.x.set(left.y);
      right.writes.set(writes);
      y.set(right.y);
      held.set(right.was);
      digits = mem("digits", UInt.range(2, 9), 8);
      digits.write(address, both.get(0), writes);
      digit.set(digits.readAsync(address).max(both.get(1)));
    }
  }

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  private static final Design<Pair> PAIR = Hdl.design(Pair::new);

  private static Simulation open() {
    Pair dut = PAIR.top();
    return Simulator.open(PAIR.rtl(), SimOptions.defaults().withMemories(dut.left.words, dut.right.words, dut.digits)
        .withSignals(dut.left.held, dut.right.held, dut.left.y));
  }

  @Test
  void whatTheHardwareWritesIsRead() {
    Pair dut = PAIR.top();
    Random random = new Random(1);
    try (Simulation sim = open()) {
      long[] left = new long[8];
      for (int i = 0; i < 8; i++) {
        left[i] = sim.read(dut.left.words, i);
      }
      sim.poke(dut.writes, 1);
      for (int cycle = 0; cycle < 200; cycle++) {
        int address = random.nextInt(8);
        long x = random.nextInt(512) - 256;
        sim.poke(dut.address, address);
        sim.poke(dut.x, x);
        sim.step();
        left[address] = x;
        for (int i = 0; i < 8; i++) {
          assertEquals(left[i], sim.read(dut.left.words, i), "cycle " + cycle + ", word " + i);
        }
        assertEquals(x, sim.peek(dut.left.held));
        assertEquals(x, sim.peek(dut.left.y));
      }
    }
  }

  /** A word of a memory keeps its range as an input does. */
  @Test
  void wordsOutsideTheirRangeAreRefused() {
    Pair dut = PAIR.top();
    try (Simulation sim = open()) {
      for (int wrong : new int[] {-1, 0, 1, 10, 15, 16}) {
        String message = "value " + wrong + " for a word of digits; allowed: 2 to 9";
        assertEquals(message, refusal(() -> sim.write(dut.digits, 3, wrong)));
        assertEquals(message, refusal(() -> sim.memory(dut.digits).write(3, BigInteger.valueOf(wrong))));
      }
      assertEquals("value 256 for a word of left.words; allowed: -256 to 255",
          refusal(() -> sim.write(dut.left.words, 3, 256)));
      sim.write(dut.digits, 3, 9);
      sim.poke(dut.address, 3);
      sim.eval();
      assertEquals(9, sim.peek(dut.digit));
    }
  }

  @Test
  void vectorsAreReadInParts() {
    Pair dut = PAIR.top();
    String message = "a vector has several values; poke and peek its parts one by one";
    try (Simulation sim = open()) {
      assertEquals(message, refusal(() -> sim.poke(dut.both, 3)));
      assertEquals(message, refusal(() -> sim.peek(dut.both)));
      assertEquals(message, refusal(() -> sim.port(dut.both)));
      sim.poke(dut.both.get(0), 3);
    }
  }

  @Test
  void whatIsWrittenTheHardwareReads() {
    Pair dut = PAIR.top();
    try (Simulation sim = open(); Simulation other = open()) {
      for (int i = 0; i < 8; i++) {
        sim.write(dut.left.words, i, 10 * i - 256);
        sim.write(dut.right.words, i, 255 - i);
        other.write(dut.right.words, i, -1);
      }
      for (int i = 0; i < 8; i++) {
        sim.poke(dut.address, i);
        sim.eval();
        assertEquals(255 - i, sim.peek(dut.y));
        sim.write(dut.right.words, i, -i);
        sim.eval();
        assertEquals(-i, sim.peek(dut.y), "combinational reads follow");
        sim.step();
        assertEquals(10 * i - 256, sim.peek(dut.held), "registers see the word at the edge");
        assertEquals(-1, other.read(dut.right.words, i), "models share nothing");
      }
    }
  }

  @Test
  void requestsBeyondTheMemoryAreRefused() {
    Pair dut = PAIR.top();
    try (Simulation sim = open()) {
      assertEquals("address 8 of left.words; allowed: 0 to 7", refusal(() -> sim.read(dut.left.words, 8)));
      assertEquals("address -1 of right.words; allowed: 0 to 7", refusal(() -> sim.write(dut.right.words, -1, 0)));
      assertEquals("value 256 for a word of left.words; allowed: -256 to 255",
          refusal(() -> sim.write(dut.left.words, 0, 256)));
      assertEquals("held lies inside the design; inputs of the top can be poked",
          refusal(() -> sim.poke(dut.left.held, 1)));
      assertEquals("left.held is a signal; memories can be written",
          refusal(() -> sim.memory("left.held").write(0, 1)));
      assertEquals("the simulation of Pair was opened without the probe held; it has [left.words, right.words, digits,"
          + " left.held, right.held, left.y]", refusal(() -> sim.memory("held")));
      assertEquals(0, sim.peek(dut.held));
    }
    try (Simulation sim = Simulator.open(PAIR.rtl())) {
      assertEquals("left.words lies inside Pair and is not kept by its model; open the simulation with"
          + " SimOptions.withMemories(it)", refusal(() -> sim.read(dut.left.words, 0)));
      assertEquals("right.held lies inside Pair and is not kept by its model; open the simulation with"
          + " SimOptions.withSignals(it)", refusal(() -> sim.peek(dut.right.held)));
    }
    Simulation closed = open();
    MemoryHandle words = closed.memory(dut.left.words);
    closed.close();
    assertThrows(IllegalStateException.class, () -> words.read(0));
  }

  private static String refusal(org.junit.jupiter.api.function.Executable request) {
    return assertThrows(IllegalArgumentException.class, request).getMessage();
  }

  /** Every width that changes how a word is stored, odd depths, names with two underscores, modules used many times. */
  @Test
  void wordsOfEveryWidthInHandWrittenModules() {
    int[] widths = {1, 2, 8, 9, 16, 17, 31, 32, 33, 63, 64, 65, 96, 128, 129, 200};
    StringBuilder body = new StringBuilder();
    List<Probe> probes = new ArrayList<>();
    int depth = 5;
    for (int width : widths) {
      body.append("Store__%1$d one__%1$d(clk, at, go); Store__%1$d two__%1$d(clk, at, go);\n".formatted(width));
      for (String instance : List.of("one__", "two__")) {
        probes.add(new Probe(instance + width, "Store__" + width, "my__words", depth, width, width % 2 == 0));
      }
    }
    RtlDesign top = Designs.clocked("Stores", body.toString(), Designs.in("at", 3), Designs.in("go", 1));
    StringBuilder text = new StringBuilder(top.text());
    for (int width : widths) {
      text.append("module Store__%1$d(input clk, input [2:0] at, input go); %3$s my__words [0:%2$d];\n"
          .formatted(width, depth - 1, width == 1 ? "reg" : "reg [" + (width - 1) + ":0]"));
      text.append("always @(posedge clk) if (go) my__words[at] <= ~my__words[at];\nendmodule\n");
    }
    RtlDesign design = new RtlDesign(top.topName(), top.language(), text.toString(), text.toString(), top.clocks(),
        top.ports(), List.of());
    Random random = new Random(3);
    try (Simulation sim = Simulator.open(design, SimOptions.defaults().withProbes(probes.toArray(Probe[]::new)))) {
      sim.poke("go", 1);
      for (int address = 0; address < depth; address++) {
        List<BigInteger> written = new ArrayList<>();
        for (Probe probe : probes) {
          BigInteger bits = new BigInteger(probe.width(), random);
          BigInteger value = probe.signed() ? bits.subtract(BigInteger.ONE.shiftLeft(probe.width() - 1)) : bits;
          MemoryHandle memory = sim.memory(probe.fullName());
          memory.write(address, value);
          written.add(value);
          assertEquals(value, memory.readBig(address), probe.fullName());
          BigInteger beyond = BigInteger.ONE.shiftLeft(probe.signed() ? probe.width() - 1 : probe.width());
          assertThrows(IllegalArgumentException.class, () -> memory.write(0, beyond));
        }
        sim.poke("at", address);
        sim.step();
        for (int i = 0; i < probes.size(); i++) {
          Probe probe = probes.get(i);
          BigInteger ones = BigInteger.ONE.shiftLeft(probe.width()).subtract(BigInteger.ONE);
          BigInteger flipped = probe.signed() ? written.get(i).not() : ones.subtract(written.get(i));
          assertEquals(flipped, sim.memory(probe.fullName()).readBig(address), probe.fullName() + " after the edge");
        }
      }
    }
  }

  @Test
  void probesThatDoNotFitTheDesignAreNamed() {
    RtlDesign design = Designs.clocked("Plain",
        "reg [7:0] t [0:3]; always @(posedge clk) t[0] <= t[1]; assign q = t[2];",
        Designs.out("q", 8));
    assertEquals("Plain has no memory nowhere.t, or nothing in the design depends on it",
        failure(design, new Probe("nowhere", "Plain", "t", 4, 8, false)));
    assertEquals("t of Plain is 4 words of 8 bits; asked for 4 words of 9 bits",
        failure(design, new Probe("", "Plain", "t", 4, 9, false)));
    assertEquals("t of Plain is 4 words of 8 bits; asked for a signal of 8 bits",
        failure(design, new Probe("", "Plain", "t", 0, 8, false)));
    assertTrue(assertThrows(RequestException.class, () -> new Probe("", "Plain", "t\"x", 4, 9, false)).getMessage()
        .startsWith("'t\"x' of module 'Plain' at '' cannot be probed; allowed: "));
  }

  private static String failure(RtlDesign design, Probe probe) {
    return assertThrows(SimulationException.class,
        () -> Simulator.open(design, SimOptions.defaults().withProbes(probe))).getMessage();
  }
}
