package vit2rtl.fpga.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.memory.Mem;
import vit2rtl.hdl.memory.ReadUnderWrite;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.sim.tool.Tools;

/** The memories of the Java HDL become block memories. */
@Execution(ExecutionMode.CONCURRENT)
class MemoryMappingTest {

  @TempDir
  Path folder;

  /** Kinds of memories. */
  enum Kind { ONE_PORT, WRITE_AND_READ, TWO_PORTS }

  static final class Memory extends Component {
    private final Kind kind;
    private final ReadUnderWrite policy;
    final UInt a = in(UInt.bits(9));
    final UInt b = in(UInt.bits(9));
    final UInt wordA = in(UInt.bits(8));
    final UInt wordB = in(UInt.bits(8));
    final Bool enable = in(Bool.bool());
    final Bool writeA = in(Bool.bool());
    final Bool writeB = in(Bool.bool());
    final UInt y = out(UInt.bits(8));
    final UInt z = out(UInt.bits(8));

    Memory(Kind kind, ReadUnderWrite policy) {
      this.kind = kind;
      this.policy = policy;
    }

    @Override
    protected void build() {
      Mem<UInt> words = mem("words", UInt.bits(8), 512);
      switch (kind) {
        case ONE_PORT -> y.set(words.port(a, wordA, enable, writeA, policy));
        case WRITE_AND_READ -> {
          words.write(b, wordB, writeB);
          y.set(words.readSync(a, enable, policy));
        }
        case TWO_PORTS -> y.set(words.port(a, wordA, enable, writeA, policy));
      }
      z.set(kind == Kind.TWO_PORTS ? words.port(b, wordB, Bool.lit(true), writeB, policy) : UInt.lit(0));
    }
  }

  /**
   * Flip-flops are those of a bypass: word and hit of each write port at each read port. Yosys knows no read-first memory
   * of the iCE40 and adds a bypass of its own.
   */
  @ParameterizedTest
  @CsvSource({
    "ICE40_HX8K, ONE_PORT, DONT_CARE, 1, 0", "ICE40_HX8K, WRITE_AND_READ, READ_FIRST, 1, 27",
    "ICE40_HX8K, WRITE_AND_READ, DONT_CARE, 1, 0", "ICE40_HX8K, WRITE_AND_READ, WRITE_FIRST, 1, 9",
    "ECP5, TWO_PORTS, DONT_CARE, 1, 0", "XC7, TWO_PORTS, READ_FIRST, 1, 0"})
  void blockMemories(Target target, Kind kind, ReadUnderWrite policy, int blocks, int flipFlops) throws Exception {
    check(target, kind, policy, blocks, flipFlops);
  }

  @Tag("sweep")
  @Test
  void aMemoryWithOnePortOfA7Series() throws Exception {
    check(Target.XC7, Kind.ONE_PORT, ReadUnderWrite.READ_FIRST, 1, 0);
  }

  private void check(Target target, Kind kind, ReadUnderWrite policy, int blocks, int flipFlops) throws Exception {
    assumeTrue(Tools.YOSYS.isInstalled(), "yosys is not installed");
    Files.writeString(folder.resolve("design.v"), Hdl.elaborate(() -> new Memory(kind, policy)).text());
    SynthesisReport report = Synthesis.netlist(folder, "design.v", target.script() + " -top Memory", "Memory",
        target);
    assertEquals(blocks, report.bram(), report.cells().toString());
    assertTrue(report.ff() <= flipFlops, report.cells().toString());
  }
}
