package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.error.RangeException;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.SInt;
import vit2rtl.hdl.type.UInt;

class MemoryTest {

  static final class Store extends Component {
    final UInt address = in(UInt.bits(3));
    final UInt from = in(UInt.bits(3));
    final Bool writes = in(Bool.bool());
    final Bool reads = in(Bool.bool());
    final SInt word = in(SInt.bits(9));
    final SInt later = out(SInt.bits(9));
    final SInt now = out(SInt.bits(9));
    final SInt fixed = out(SInt.range(-100, 100));

    @Override
    protected void build() {
      Mem<SInt> memory = mem("words", SInt.bits(9), 0, 0, 0, 0, 0, 0, 0, 0);
      memory.write(address, word, writes);
      later.set(memory.readSync(from, reads));
      now.set(memory.readAsync(from));
      fixed.set(rom("entries", SInt.range(-100, 100), -100, 99, -1, 0, 7, 100, -3, 5).readAsync(from));
    }
  }

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  /** Against an array: a synchronous read sees the word before the write of its own cycle, and holds while disabled. */
  @Test
  void behavesLikeAnArray() {
    Design<Store> design = Hdl.design(Store::new);
    Store dut = design.top();
    long[] model = new long[8];
    long[] table = {-100, 99, -1, 0, 7, 100, -3, 5};
    long held = 0;
    Random random = new Random(5);
    try (Simulation sim = Simulator.open(design.rtl())) {
      sim.poke(dut.reads, 1);
      sim.step();
      for (int cycle = 0; cycle < 3000; cycle++) {
        int address = random.nextInt(8);
        int from = random.nextInt(3) == 0 ? address : random.nextInt(8);
        int writes = random.nextInt(2);
        int reads = random.nextInt(2);
        long word = random.nextInt(512) - 256;
        sim.poke(dut.address, address);
        sim.poke(dut.from, from);
        sim.poke(dut.writes, writes);
        sim.poke(dut.reads, reads);
        sim.poke(dut.word, word);
        sim.eval();
        assertEquals(model[from], sim.peek(dut.now));
        assertEquals(table[from], sim.peek(dut.fixed));
        sim.step();
        held = reads == 1 ? model[from] : held;
        model[address] = writes == 1 ? word : model[address];
        assertEquals(held, sim.peek(dut.later), "cycle " + cycle);
      }
    }
  }

  static final class Short extends Component {
    final UInt from = in(UInt.bits(3));
    final UInt y = out(UInt.bits(4));

    @Override
    protected void build() {
      y.set(rom("entries", UInt.bits(4), 1, 2, 3).readAsync(from));
    }
  }

  @Test
  void anAddressBeyondTheEndIsRefused() {
    String message = assertThrows(RangeException.class, () -> Hdl.elaborate(Short::new)).getMessage();
    assertTrue(message.endsWith("in Short: address of entries: a value of range 0…7; allowed: 0 to 2;"
        + " truncate or narrow it, or state anyAddress() on the memory"), message);
  }
}
