package vit2rtl.bench.unit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.Verification;
import vit2rtl.sim.SimOptions;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/** Many random shapes of the units with products, whose results have another shape; the totals are printed. */
@Tag("sweep")
class ProductSweepTest {
  private static final int SHAPES = 40;
  private static final int CYCLES = 40_000;

  @ParameterizedTest
  @ValueSource(strings = {"matmul", "head", "embedding", "context"})
  void equalsItsGoldenModelInManyShapes(String name) {
    UnitKind kind = UnitKinds.named(name);
    Random random = new Random(name.hashCode());
    long elements = 0;
    long cycles = 0;
    for (int shape = 0; shape < SHAPES; shape++) {
      Map<String, String> set = settings(name, random);
      UnitBench bench = new UnitBench(kind.config(Settings.of(kind, set)));
      int perRow = bench.config().rows().beats() * bench.config().results().beats();
      int rows = Math.max(2 * bench.config().group().rows(), Math.min(2000, CYCLES / 8 / perRow));
      Verification.Outcome outcome = new Verification(bench, SimOptions.defaults())
          .run(1 + 2 * shape, 2, r -> Stimulus.rows(bench, rows, r), done -> {});
      assertTrue(outcome.passed(), name + " " + set + ": " + outcome);
      elements += outcome.total().elements();
      cycles += outcome.total().cycles();
    }
    System.out.println(name + ": " + SHAPES + " shapes, " + elements + " elements, 0 mismatches, " + cycles
        + " cycles");
  }

  private static Map<String, String> settings(String name, Random random) {
    Map<String, String> set = new LinkedHashMap<>();
    set.put("lanes", String.valueOf(length(32, random)));
    set.put("tables", pick(random, "baked", "loadable"));
    set.put("seed", String.valueOf(random.nextInt(1000)));
    if (name.equals("context")) {
      int width = length(64, random);
      set.put("tokens", String.valueOf(length(300, random)));
      set.put("width", String.valueOf(width));
      set.put("value-lanes", String.valueOf(random.nextInt(1, width + 1)));
      set.put("bits", String.valueOf(random.nextInt(4, 9)));
      set.put("base", pick(random, "two", "sqrt-two"));
      set.put("zero", pick(random, "extra-bit", "top-code", "clip"));
      set.put("value-bits", String.valueOf(random.nextInt(2, 10)));
      return set;
    }
    set.put("inner", String.valueOf(length(400, random)));
    set.put("out-lanes", String.valueOf(length(16, random)));
    set.put("bits", String.valueOf(random.nextInt(2, 9)));
    set.put("sign", pick(random, "unsigned", "signed"));
    switch (name) {
      case "matmul" -> set.put("columns", String.valueOf(length(200, random)));
      case "head" -> {
        set.put("classes", String.valueOf(length(200, random)));
        set.put("logit-bits", String.valueOf(random.nextInt(2, 25)));
      }
      default -> {
        set.put("width", String.valueOf(length(100, random)));
        set.put("patches", String.valueOf(length(30, random)));
        set.put("leading", pick(random, "1", "2"));
        set.put("residual-bits", String.valueOf(random.nextInt(8, 25)));
      }
    }
    return set;
  }

  /** Spread evenly over their logarithm. */
  private static int length(int most, Random random) {
    return (int) Math.ceil(Math.pow(most, random.nextDouble()));
  }

  private static String pick(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }
}
