package vit2rtl.bench.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.bench.Interruption;
import vit2rtl.bench.UnitBench;
import vit2rtl.sim.dut.Dut;
import vit2rtl.sim.icarus.Icarus;
import vit2rtl.sim.tool.Tools;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/**
 * Every unit in a simulator of four values, a thousand times cut off in the middle of a row by a reset: what leaves
 * before is right, what comes after too, and nothing undefined is ever offered.
 */
@Tag("sweep")
class FourStateSweepTest {
  private static final int RESETS = 1_000;

  @ParameterizedTest
  @ValueSource(strings = {"ptf channels=5", "layernorm channels=5", "softmax length=5", "requantize channels=5",
      "requantize channels=5 addend=residual", "gelu channels=5 input-bits=5", "matmul inner=5 columns=3",
      "head inner=5 classes=3", "context tokens=5 width=3 value-lanes=2", "embedding inner=4 width=4 patches=4",
      "ptf channels=5 tables=loadable", "layernorm channels=5 tables=loadable", "softmax length=5 tables=loadable",
      "requantize channels=5 tables=loadable", "gelu channels=5 input-bits=5 tables=loadable",
      "matmul inner=5 columns=3 tables=loadable", "head inner=5 classes=3 tables=loadable",
      "context tokens=5 width=3 value-lanes=2 tables=baked", "embedding inner=4 width=4 patches=4 tables=loadable"})
  void nothingUndefinedAndNothingWrongAfterAReset(String line) {
    assumeTrue(Tools.IVERILOG.isInstalled(), "iverilog is not installed");
    String[] words = line.split("[ =]");
    Map<String, String> set = new TreeMap<>(Map.of("lanes", "2"));
    for (int i = 1; i < words.length; i += 2) {
      set.put(words[i], words[i + 1]);
    }
    UnitKind kind = UnitKinds.named(words[0]);
    UnitBench bench = new UnitBench(kind.config(Settings.of(kind, set)));
    try (Dut dut = Icarus.open(bench.design())) {
      bench.load(dut);
      assertEquals(Optional.empty(), Interruption.run(bench, dut, RESETS, new Random(1),
          (rows, random) -> Stimulus.rows(bench, rows, random)));
      System.out.println(line + ": " + RESETS + " resets, " + dut.cycles() + " cycles, nothing wrong, nothing undefined");
    }
  }
}
