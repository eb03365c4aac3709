package vit2rtl.bench.unit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.Verification;
import vit2rtl.sim.SimOptions;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/**
 * Units in unusual shapes against their golden models: random and corner-case rows, random stalls on both sides, latency
 * and full rate as stated, and an end without further input (a run ends when its last row is out).
 */
@Execution(ExecutionMode.CONCURRENT)
class UnitConfigurationsTest {

  @ParameterizedTest
  @ValueSource(strings = {
      "layernorm channels=1 lanes=1",
      "layernorm channels=45 lanes=2 sign=signed out-bits=6 bits=7",
      "layernorm channels=24 lanes=8 alpha=4 tables=loadable",
      "layernorm channels=6 lanes=2 multipliers=logic",
      "layernorm channels=6 lanes=1 multipliers=shared tables=loadable layers=2",
      "softmax length=3 lanes=5 bits=8 score-bits=4",
      "softmax length=65 lanes=2 base=sqrt-two bits=4 exp=polynomial n=3 zero=clip scale=1.5",
      "softmax length=7 lanes=1 base=sqrt-two exp=serial tables=loadable",
      "ptf channels=13 lanes=4 shift=16 residual-bits=24 alpha=7 sign=signed bits=5",
      "requantize channels=13 lanes=4 bits=8 sign=unsigned accumulator-bits=25",
      "requantize channels=6 lanes=1 addend=residual bits=8 constants=row tables=loadable accumulator-bits=31",
      "requantize channels=5 lanes=2 addend=residual",
      "gelu channels=13 lanes=4 input-bits=12 shift=15",
      "context tokens=17 lanes=4 width=20 value-lanes=8 out-lanes=4 tables=baked",
      "context tokens=13 lanes=2 width=5 value-lanes=2 base=sqrt-two zero=clip value-bits=9",
      "matmul inner=13 columns=11 lanes=6 out-lanes=4 tables=loadable",
      "head inner=13 classes=7 lanes=3 out-lanes=2 tables=loadable sign=signed logit-bits=9",
      "embedding inner=5 width=7 patches=3 leading=2 lanes=2 out-lanes=3 tables=loadable"})
  void equalsItsGoldenModel(String line) {
    check(line);
  }

  /** The ends of further ranges. */
  @Tag("sweep")
  @ParameterizedTest
  @ValueSource(strings = {
      "layernorm channels=6 lanes=2 multipliers=serial tables=loadable",
      "softmax length=20 lanes=8 zero=top-code scale=0.00002 tables=loadable",
      "ptf channels=9 lanes=2 tables=loadable bits=4 shift=16",
      "gelu channels=9 lanes=2 input-bits=5 bits=4 tables=loadable",
      "matmul inner=7 columns=5 lanes=8 out-lanes=8 sign=signed bits=4",
      "embedding inner=2 width=9 patches=1 leading=2 lanes=2 out-lanes=2",
      "layernorm channels=2 lanes=3 alpha=0 epsilon=0",
      "layernorm channels=33 lanes=4 alpha=7 bits=4 out-bits=5 multipliers=logic",
      "layernorm channels=18 lanes=3 multipliers=mixed",
      "layernorm channels=1 lanes=1 multipliers=serial",
      "layernorm channels=64 lanes=1 multipliers=serial",
      "layernorm channels=1 lanes=1 multipliers=shared",
      "layernorm channels=64 lanes=1 multipliers=shared",
      "layernorm channels=45 lanes=1 multipliers=shared alpha=7 sign=signed tables=loadable layers=3",
      "layernorm channels=45 lanes=2 multipliers=serial alpha=7 sign=signed tables=loadable layers=3",
      "softmax length=1 lanes=1",
      "softmax length=33 lanes=4 exp=polynomial scale=0.01",
      "softmax length=26 lanes=1 base=sqrt-two bits=5 zero=top-code",
      "softmax length=26 lanes=1 base=sqrt-two bits=5 zero=clip exp=serial",
      "softmax length=1 lanes=1 base=sqrt-two bits=4 exp=serial layers=2 tables=loadable",
      "ptf channels=1 lanes=1 shift=0 residual-bits=8 alpha=0",
      "ptf channels=9 lanes=2 tables=loadable",
      "requantize channels=1 lanes=1 accumulator-bits=8 bits=24",
      "requantize channels=10 lanes=3 constants=row bits=16 accumulator-bits=31 tables=loadable",
      "requantize channels=9 lanes=2 tables=loadable",
      "requantize channels=7 lanes=3 addend=residual bits=18",
      "gelu channels=1 lanes=1 input-bits=2 shift=0 bits=18 sign=signed",
      "context tokens=1 lanes=1 width=1",
      "context tokens=50 lanes=2 width=32 value-lanes=32 bits=5 base=sqrt-two zero=top-code",
      "matmul inner=1 columns=1 lanes=1 out-lanes=1",
      "matmul inner=40 columns=6 lanes=4 out-lanes=3 bits=7 tables=loadable sign=signed",
      "matmul inner=5 columns=9 lanes=5 out-lanes=2",
      "head inner=1 classes=1 lanes=1 out-lanes=1",
      "embedding inner=3 width=9 patches=4 leading=2 lanes=2 out-lanes=2 residual-bits=24",
      "embedding inner=1 width=90 patches=2 leading=1 lanes=2 out-lanes=2",
      "embedding inner=4 width=6 patches=5 leading=1 lanes=3 out-lanes=4"})
  void equalsItsGoldenModelAtFurtherEnds(String line) {
    check(line);
  }

  private static void check(String line) {
    String[] words = line.split(" ");
    Map<String, String> set = new LinkedHashMap<>();
    for (int i = 1; i < words.length; i++) {
      set.put(words[i].substring(0, words[i].indexOf('=')), words[i].substring(words[i].indexOf('=') + 1));
    }
    UnitKind kind = UnitKinds.named(words[0]);
    UnitBench bench = new UnitBench(kind.config(Settings.of(kind, set)));
    Verification.Outcome outcome = new Verification(bench, SimOptions.defaults())
        .run(1, 2, random -> Stimulus.rows(bench, 24, random), done -> {});
    assertTrue(outcome.passed(), line + ": " + outcome);
  }
}
