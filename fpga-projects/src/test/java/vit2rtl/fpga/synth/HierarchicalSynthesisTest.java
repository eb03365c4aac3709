package vit2rtl.fpga.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.sim.tool.Tools;

class HierarchicalSynthesisTest {

  /** A ROM of one block memory, and its sum with another word. */
  static final class Lookup extends Component {
    final UInt address = in(UInt.bits(10));
    final UInt word = out(UInt.bits(18));

    Lookup() {
      super("Lookup");
    }

    @Override
    protected void build() {
      long[] squares = LongStream.range(0, 1024).map(i -> i * i % (1 << 18)).toArray();
      word.set(rom("squares", UInt.bits(18), squares).readSync(address, Bool.lit(true)));
    }
  }

  static final class Top extends Component {
    final UInt address = in(UInt.bits(10));
    final UInt product = out(UInt.bits(36));

    @Override
    protected void build() {
      Lookup one = instance("one", Lookup::new);
      Lookup two = instance("two", Lookup::new);
      one.address.set(address);
      two.address.set(address.xor(UInt.lit(5)));
      product.set(next("product_1", one.word.mul(two.word)));
    }
  }

  @Test
  void countsPartsAndTheWhole() {
    assumeTrue(Tools.YOSYS.isInstalled(), "yosys is not installed");
    HierarchicalSynthesis result = HierarchicalSynthesis.run(Hdl.elaborate(Top::new), Target.ECP5, 0);
    assertEquals(List.of("Lookup x2"), List.copyOf(result.parts().keySet()));
    assertEquals(2, result.parts().get("Lookup x2").bram());
    assertEquals(2, result.whole().bram(), result.whole().cells().toString());
    assertEquals(1, result.whole().dsp());
    assertEquals(36, result.whole().ff());
  }

  @Test
  void shallowMemoriesAreMarked() {
    assertEquals("  (* ram_style = \"distributed\" *) reg [7:0] a [0:99];\n  reg [7:0] b [0:100];\n",
        HierarchicalSynthesis.withShallow("  reg [7:0] a [0:99];\n  reg [7:0] b [0:100];\n", 100));
    assertEquals("  (* ram_style = \"distributed\" *) (* no_rw_check *) reg [7:0] a [0:99];\n",
        HierarchicalSynthesis.withShallow("  (* no_rw_check *) reg [7:0] a [0:99];\n", 100));
    String given = "  reg [7:0] a [0:99];\n  initial begin\n    a[0] = 8'd1;\n  end\n";
    assertEquals(given, HierarchicalSynthesis.withShallow(given, 100));
  }

  @Test
  void contentsGoIntoFiles(@TempDir Path folder) throws Exception {
    RomFiles outside = RomFiles.of("""
        module M (
          initial begin
            words[0] = 9'b000010010;
            words[1] = 9'b111111111;
          end
        endmodule
        """);
    assertEquals("""
        module M (
          initial begin
            $readmemh("M_words.hex", words);
          end
        endmodule
        """, outside.text());
    outside.write(folder);
    assertEquals("12\n1ff\n", Files.readString(folder.resolve("M_words.hex")));
  }

  @Test
  void halfBlocksCountTogether() {
    SynthesisReport report = Synthesis.report("M", Target.XC7,
        Map.of("RAMB18E1", 3, "RAMB36E1", 134, "DSP48E1", 240, "LUT6", 10));
    assertEquals(136, Part.blockMemories(report));
    assertEquals("xc7a100t has 63400 LUT, 126800 FF, 240 DSP, 135 BRAM: it does not fit with 136 BRAM",
        Part.XC7A100T.fit(report));
    assertEquals(Optional.of(Part.LFE5U_85F), Part.of(Target.ECP5).findFirst());
    assertEquals(Optional.of(Part.ICE40UP5K), Part.of(Target.ICE40_UP5K).findFirst());
  }
}
