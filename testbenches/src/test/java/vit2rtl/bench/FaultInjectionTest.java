package vit2rtl.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.bench.unit.Stimulus;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.softmax.IExp;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.icarus.Icarus;
import vit2rtl.sim.icarus.VectorCheck;
import vit2rtl.sim.icarus.VectorOutcome;
import vit2rtl.sim.tool.Tools;
import vit2rtl.sim.wave.FailureWaves;
import vit2rtl.units.Settings;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;
import vit2rtl.units.layernorm.LayerNormConfig;
import vit2rtl.units.layernorm.LayerNormFormat;
import vit2rtl.units.softmax.SoftmaxConfig;

/** Benches that cannot fail prove nothing: single faults, in the hardware or in the golden model, must turn them red. */
class FaultInjectionTest {
  private static final int ROWS = 200;

  @ParameterizedTest
  @CsvSource({"layernorm, channels, 14", "softmax, length, 11", "ptf, channels, 14"})
  void aFaultInTheHardwareIsSeen(String name, String lengthSetting, String length) {
    everyFaultIsSeen(bench(name, lengthSetting, length), 7);
  }

  /**
   * Lanes divide the rows, so that every word of a table has an element, and no fault drawn here is without effect, as
   * one in the bit of a shift that the narrow unit does not look at.
   */
  @ParameterizedTest
  @ValueSource(strings = {"context tokens=8 width=6 value-lanes=2 tables=baked", "matmul inner=6 columns=8"})
  void aFaultBehindRowsOfAnotherLengthIsSeen(String line) {
    check(line);
  }

  @Tag("sweep")
  @ParameterizedTest
  @ValueSource(strings = {"head inner=6 classes=12", "embedding inner=4 width=8 patches=3 leading=2 seed=3"})
  void aFaultOfFurtherUnitsIsSeen(String line) {
    check(line);
  }

  private static void check(String line) {
    String[] words = line.split("[ =]");
    Map<String, String> set = new HashMap<>();
    for (int i = 1; i < words.length; i += 2) {
      set.put(words[i], words[i + 1]);
    }
    UnitKind kind = UnitKinds.named(words[0]);
    everyFaultIsSeen(new UnitBench(kind.config(Settings.of(kind, set))), 6);
  }

  private static void everyFaultIsSeen(UnitBench bench, int leastPlaces) {
    assumeTrue(Tools.IVERILOG.isInstalled(), "iverilog is not installed");
    int[] rows = Stimulus.rows(bench, ROWS, new Random(7));
    assertTrue(run(bench, bench.design(), rows).passed(), "without a fault");
    List<String> unseen = new ArrayList<>();
    List<Faults.Fault> faults = Faults.sample(bench.design(), 2, 5);
    for (Faults.Fault fault : faults) {
      if (run(bench, fault.design(), rows).passed()) {
        unseen.add(fault.what());
      }
    }
    assertTrue(faults.size() >= leastPlaces, "only " + faults.size() + " places for faults");
    assertEquals(List.of(), unseen);
  }

  private static VectorOutcome run(UnitBench bench, RtlDesign design, int[] rows) {
    StreamJob job = bench.job(rows, new StallPattern.Random(2, 25), new StallPattern.Bursts(3, 12));
    // Some faults stop the unit; what is not out after ten times the beats never comes.
    StreamJob limited = new StreamJob(job.sources(), job.sinks(), 10L * rows.length, job.window());
    return Icarus.run(new VectorCheck(design, limited, bench.golden(rows)));
  }

  private static UnitBench bench(String name, String lengthSetting, String length) {
    UnitKind kind = UnitKinds.named(name);
    return new UnitBench(kind.config(Settings.of(kind, Map.of(lengthSetting, length))));
  }

  /** The same hardware beside a golden model with one constant off by one bit. */
  @Test
  void aFaultInTheGoldenLayerNormIsSeen() {
    UnitBench bench = bench("layernorm", "channels", "14");
    LayerNormConfig config = (LayerNormConfig) bench.config();
    LayerNormParams p = config.params();
    int[] rows = Stimulus.rows(bench, 400, new Random(7));
    int[] alpha = p.alpha();
    alpha[3] ^= 1;
    int[] gain = p.gain();
    gain[5] ^= 1 << 8;
    long[] offset = p.offset();
    offset[9] ^= 1 << 9;
    for (LayerNormParams faulty : List.of(
        new LayerNormParams(p.input(), p.zeroPoint(), alpha, p.epsilon(), p.output(), p.gain(), p.offset(), p.fraction()),
        new LayerNormParams(p.input(), p.zeroPoint(), p.alpha(), p.epsilon(), p.output(), gain, p.offset(), p.fraction()),
        new LayerNormParams(p.input(), p.zeroPoint(), p.alpha(), p.epsilon(), p.output(), p.gain(), offset,
            p.fraction()))) {
      UnitBench other = new UnitBench(new LayerNormConfig(faulty, 2, config.multipliers(),
          TableSource.BAKED, LayerNormFormat.of(faulty)));
      assertRed(other.withDesign(bench.design()), rows);
    }
  }

  @Test
  void aFaultInTheGoldenSoftmaxIsSeen() {
    UnitBench bench = bench("softmax", "length", "11");
    SoftmaxParams p = ((SoftmaxConfig) bench.config()).params();
    int[] rows = Stimulus.rows(bench, 400, new Random(7));
    SoftmaxParams faulty = new SoftmaxParams(IExp.ofScale(0.0635, 8, 30), p.bits(), p.base(), p.zero());
    UnitBench other = new UnitBench(SoftmaxConfig.of(faulty, 11, 2));
    assertRed(other.withDesign(bench.design()), rows);
  }

  /** Upper bits of a constant that no rows show while the constants are those of the text, where these bits are 0. */
  @Test
  void aFaultThatOnlyOtherConstantsShowIsSeen() {
    UnitKind kind = UnitKinds.named("layernorm");
    UnitBench bench = new UnitBench(kind.config(Settings.of(kind, Map.of("channels", "14", "tables", "loadable"))));
    RtlDesign d = bench.design();
    String faulty = d.verificationText().replace("epsilon <= load_data[31:0];", "epsilon <= {4'd0, load_data[27:0]};");
    assertFalse(d.verificationText().equals(faulty), "the place for the fault is gone");
    UnitBench broken = bench.withDesign(new RtlDesign(d.topName(), d.language(), faulty, faulty, d.clocks(),
        d.ports(), d.streams()));
    Verification.Outcome outcome = new Verification(broken, SimOptions.defaults().withFailureWaves(FailureWaves.none()))
        .run(1, 10, random -> Stimulus.rows(broken, 16, random), done -> {});
    assertTrue(outcome.total().equal(), "rows with the text's constants pass");
    assertTrue(outcome.brokenPromise().orElse("").startsWith("with other constants, the "), outcome.toString());
  }

  private static void assertRed(UnitBench bench, int[] rows) {
    Verification.Outcome outcome = new Verification(bench,
        SimOptions.defaults().withFailureWaves(FailureWaves.none())).run(1, 1, random -> rows, done -> {});
    assertFalse(outcome.passed());
  }

  @Test
  void aMismatchIsReportedWithPlaceWaveformAndReplay(@TempDir Path folder) throws IOException {
    UnitBench bench = bench("ptf", "channels", "14");
    String golden = bench.design().verificationText();
    String faulty = golden.replaceFirst("(assign sum_1 = [^;]+)\\+", "$1-");
    assertFalse(golden.equals(faulty), "the place for the fault is gone");
    RtlDesign d = bench.design();
    UnitBench broken = bench.withDesign(new RtlDesign(d.topName(), d.language(), faulty, faulty, d.clocks(),
        d.ports(), d.streams()));
    Verification.Outcome outcome = new Verification(broken,
        SimOptions.defaults().withFailureWaves(FailureWaves.in(folder))).run(3, 1,
        random -> Stimulus.rows(broken, 16, random), done -> {});
    String text = new VerificationText("ptf", "./vit2rtl verify ptf --set channels=14", 16).of(outcome, "stated 4");
    Mismatch first = outcome.total().first().orElseThrow();
    assertEquals(1, first.column() % 2, "the fault is in lane 1");
    assertTrue(text.contains("first mismatch at element " + first.index() + " (row " + first.row() + ", column "
        + first.column() + "): expected " + first.expected() + ", got " + first.actual() + " in cycle " + first.cycle()),
        text);
    assertTrue(text.contains("out_data_1") && text.contains("out_valid"), text);
    assertTrue(text.contains("replay: ./vit2rtl verify ptf --set channels=14 --rows 16 --first-seed 3 --seeds 1"
        + " --trace failure.fst"), text);
    Path waves = outcome.waves().orElseThrow();
    assertTrue(text.contains("waves: " + waves), text);
    // Two events a cycle; the reset takes the first four.
    assertTrue(Files.readAllLines(waves).contains("#" + 2 * (4 + first.cycle())), "cycle " + first.cycle());
  }
}
